/** What may be heard, each with a sound of its own and something to see that says the same. */
export const soundKinds = ['ring', 'message', 'agentsOnly', 'ended', 'lost'] as const

export type SoundKind = (typeof soundKinds)[number]

/** One tone: its pitch, when it begins, how long it rings and how loud it is beside the others. */
interface Tone {
  readonly hz: number
  readonly atMs: number
  readonly forMs: number
  readonly loudness: number
  readonly shape: OscillatorType
}

const [a4, c5, e5, g5, a5, c6, e6] = [440, 523.25, 659.25, 783.99, 880, 1046.5, 1318.5]

/**
 * Short and our own, told apart by how they go: an invitation rings twice and upwards, a message is one drop, agents among
 * themselves knock low and twice, an end goes down, a broken line buzzes.
 */
export const tones: Readonly<Record<SoundKind, readonly Tone[]>> = {
  ring: [
    ...[0, 420].flatMap((atMs): Tone[] => [
      { hz: a5, atMs, forMs: 260, loudness: 0.5, shape: 'sine' },
      { hz: e6, atMs: atMs + 110, forMs: 320, loudness: 0.42, shape: 'sine' },
      { hz: a4, atMs, forMs: 260, loudness: 0.14, shape: 'triangle' }
    ])
  ],
  message: [
    { hz: c6, atMs: 0, forMs: 90, loudness: 0.34, shape: 'sine' },
    { hz: g5, atMs: 70, forMs: 190, loudness: 0.3, shape: 'sine' }
  ],
  agentsOnly: [
    { hz: e5, atMs: 0, forMs: 110, loudness: 0.36, shape: 'triangle' },
    { hz: e5, atMs: 150, forMs: 150, loudness: 0.3, shape: 'triangle' }
  ],
  ended: [
    { hz: g5, atMs: 0, forMs: 180, loudness: 0.32, shape: 'sine' },
    { hz: e5, atMs: 140, forMs: 180, loudness: 0.3, shape: 'sine' },
    { hz: c5, atMs: 280, forMs: 320, loudness: 0.3, shape: 'sine' }
  ],
  lost: [
    { hz: 196, atMs: 0, forMs: 170, loudness: 0.34, shape: 'square' },
    { hz: 174.6, atMs: 210, forMs: 260, loudness: 0.3, shape: 'square' }
  ]
}

/** Plays one kind into an audio context, at a volume from 0 to 1. */
export function sound(context: AudioContext, kind: SoundKind, volume: number): void {
  const softMs = 12
  const out = new GainNode(context, { gain: volume * volume })
  // A square wave is harsh without it.
  const soft = new BiquadFilterNode(context, { type: 'lowpass', frequency: 2600 })
  soft.connect(out).connect(context.destination)
  for (const { hz, atMs, forMs, loudness, shape } of tones[kind]) {
    const [begins, ends] = [context.currentTime + atMs / 1000, context.currentTime + (atMs + forMs) / 1000]
    const swell = new GainNode(context, { gain: 0 })
    swell.gain.setValueAtTime(0, begins)
    swell.gain.linearRampToValueAtTime(loudness, begins + softMs / 1000)
    swell.gain.exponentialRampToValueAtTime(0.001, ends)
    const tone = new OscillatorNode(context, { frequency: hz, type: shape })
    tone.connect(swell).connect(soft)
    tone.start(begins)
    tone.stop(ends)
  }
}
