import { agentDesk } from './agent-desk.ts'
import { consult } from './consult.ts'
import { directing } from './directing.ts'
import { editor, files } from './editor.ts'
import { firstSteps } from './first-steps.ts'
import { inspecting } from './inspecting.ts'
import { inviting } from './inviting.ts'
import { look } from './look.ts'
import { many } from './many.ts'
import { moment } from './moment.ts'
import { recording } from './recording.ts'
import type { Scene } from './scene.ts'

/** Those of the trainer's console, view by view. */
export const ofConsole = { recording, editor, files, directing, moment, 'first-steps': firstSteps, many, inspecting, inviting } as const satisfies Record<string, Scene>

/** Every screen there is. */
export const scenes: Readonly<Record<string, Scene>> = { consult, look, 'agent-desk': agentDesk, ...ofConsole }
