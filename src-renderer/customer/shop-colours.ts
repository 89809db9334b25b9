/** Colours of a shop that can be read, made of the one that its scenario names. */
export interface ShopColours {
  /** The head of the chat, as it was named. */
  readonly head: string
  /** Text on it. */
  readonly onHead: string
  /** Buttons and words on a light ground, and on a dark one. */
  readonly onLight: string
  readonly onDark: string
}

type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const ink: Rgb = [16, 19, 26]
const [lightGround, darkGround]: readonly [Rgb, Rgb] = [
  [238, 240, 244],
  [24, 28, 37]
]

/** WCAG: what text needs at least against its ground. */
const enough = 4.5

/** `#rrggbb` in, as the scenario's check lets it through. */
export function shopColours(named: string): ShopColours {
  const colour = rgb(named)
  return {
    head: named,
    onHead: hex(contrast(colour, white) >= contrast(colour, ink) ? white : ink),
    onLight: hex(readable(colour, lightGround, ink)),
    onDark: hex(readable(colour, darkGround, white))
  }
}

/** The colour, moved towards another as far as it takes to be read on its ground. */
function readable(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  const steps = 20
  const shares = Array.from({ length: steps + 1 }, (_, step) => step / steps)
  const mixed = shares.map((share) => mix(colour, towards, share))
  return mixed.find((one) => contrast(one, ground) >= enough) ?? towards
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const [red, green, blue] = one.map((part, place) => Math.round(part + ((other[place] ?? 0) - part) * share))
  return [red ?? 0, green ?? 0, blue ?? 0]
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function rgb(named: string): Rgb {
  const number = Number.parseInt(named.slice(1), 16)
  return [(number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff]
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
