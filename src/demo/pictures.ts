import type { Shape } from './words.ts'

type Drawing = { shape: Shape; hue: number; brand: string; variant: number }

/** Draws a product's package: a small SVG in the brand's colours with its initial. */
export function drawPicture({ shape, hue, brand, variant }: Drawing): string {
  const main = `hsl(${hue} 55% ${42 + (variant % 3) * 6}%)`
  const deep = `hsl(${hue} 60% 28%)`
  const pale = `hsl(${hue} 60% 94%)`
  const accent = `hsl(${(hue + 150 + variant * 17) % 360} 70% 58%)`
  const body = BODIES[shape]({ main, deep, pale, accent })
  const initial = brand.slice(0, 1)
  const label = `<text x="100" y="128" font-family="Georgia,serif" font-size="34" font-weight="700" text-anchor="middle" fill="${deep}">${initial}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="${pale}"/><ellipse cx="100" cy="178" rx="58" ry="7" fill="${deep}" opacity=".13"/>${body}${label}</svg>`
}

type Colours = { main: string; deep: string; pale: string; accent: string }

const disc = (c: Colours) =>
  `<circle cx="100" cy="116" r="27" fill="#fff"/><circle cx="100" cy="116" r="27" fill="none" stroke="${c.accent}" stroke-width="4"/>`

const BODIES: Record<Shape, (c: Colours) => string> = {
  carton: (c) =>
    `<path d="M62 66l14-30h48l14 30v108H62z" fill="${c.main}"/><path d="M62 66l14-30h48l14 30z" fill="${c.deep}" opacity=".55"/><rect x="74" y="28" width="52" height="10" rx="3" fill="${c.accent}"/><rect x="62" y="66" width="76" height="10" fill="#fff" opacity=".35"/>${disc(c)}`,
  bottle: (c) =>
    `<rect x="86" y="22" width="28" height="14" rx="4" fill="${c.accent}"/><path d="M88 36h24v18c0 10 22 14 22 38v76c0 6-5 10-11 10H77c-6 0-11-4-11-10V92c0-24 22-28 22-38z" fill="${c.main}"/><path d="M74 96c0-14 8-20 14-26v104H80c-4 0-6-3-6-6z" fill="#fff" opacity=".28"/>${disc(c)}`,
  bag: (c) =>
    `<path d="M58 40h84l-6 12 8 114-8 12H64l-8-12 8-114z" fill="${c.main}"/><path d="M58 40h84l-6 12H64z" fill="${c.deep}"/><path d="M56 166h88l-8 12H64z" fill="${c.deep}"/><path d="M70 60c20 10 40 10 60 0v18c-20 10-40 10-60 0z" fill="${c.accent}" opacity=".8"/>${disc(c)}`,
  jar: (c) =>
    `<rect x="66" y="38" width="68" height="20" rx="5" fill="${c.accent}"/><path d="M64 58h72c8 6 10 14 10 22v84c0 8-6 14-14 14H68c-8 0-14-6-14-14V80c0-8 2-16 10-22z" fill="${c.main}"/><rect x="54" y="86" width="92" height="62" fill="#fff" opacity=".82"/><rect x="60" y="66" width="8" height="104" rx="4" fill="#fff" opacity=".3"/>${disc(c)}`,
  wedge: (c) =>
    `<path d="M30 150l120-84 22 40v44z" fill="${c.main}"/><path d="M30 150h142v24H30z" fill="${c.deep}" opacity=".7"/><circle cx="136" cy="104" r="8" fill="${c.pale}"/><circle cx="150" cy="132" r="6" fill="${c.pale}"/><circle cx="66" cy="138" r="6" fill="${c.pale}"/>${disc(c)}`,
  roll: (c) =>
    `<rect x="30" y="84" width="140" height="66" rx="33" fill="${c.main}"/><ellipse cx="162" cy="117" rx="14" ry="31" fill="${c.pale}"/><circle cx="160" cy="108" r="4" fill="${c.deep}"/><circle cx="166" cy="124" r="4" fill="${c.deep}"/><path d="M24 117l-12-14v28z" fill="${c.accent}"/><rect x="58" y="84" width="12" height="66" fill="#fff" opacity=".22"/>${disc(c)}`,
  loaf: (c) =>
    `<path d="M28 150c-6-54 24-84 72-84s78 30 72 84c-1 14-8 22-20 22H48c-12 0-19-8-20-22z" fill="${c.main}"/><path d="M62 88l18 26M94 78l18 30M128 86l14 24" stroke="${c.pale}" stroke-width="7" stroke-linecap="round" opacity=".8"/>${disc(c)}`,
  box: (c) =>
    `<path d="M44 58l56-20 56 20v100l-56 20-56-20z" fill="${c.main}"/><path d="M100 78l56-20v100l-56 20z" fill="${c.deep}" opacity=".38"/><path d="M44 58l56 20 56-20-56-20z" fill="${c.accent}" opacity=".85"/>${disc(c)}`,
  tub: (c) =>
    `<path d="M78 30h30l6 18-8 10H82z" fill="${c.accent}"/><path d="M66 58h68c10 8 14 20 14 34v76c0 6-4 10-10 10H62c-6 0-10-4-10-10V92c0-14 4-26 14-34z" fill="${c.main}"/><path d="M120 66c10 6 14 16 14 26v20h-10V92c0-8-2-14-8-18z" fill="${c.pale}" opacity=".75"/>${disc(c)}`,
}
