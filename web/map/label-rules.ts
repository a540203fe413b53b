export type Point = { x: number; y: number }
/** A name that wants to stand at the first of some points where it does not lie on another. */
export type Label = { text: string; width: number; height: number; at: Point[] }
export type Taken = { left: number; top: number; right: number; bottom: number }
export type Stood<L extends Label> = { label: L; at: Point }

const GAP = 4

/** The labels that find a place among each other and what is taken; earlier ones choose first. */
export function placeLabels<L extends Label>(
  labels: L[],
  { most, taken }: { most: number; taken: Taken[] },
): Stood<L>[] {
  const full = [...taken]
  const stood: Stood<L>[] = []
  for (const label of labels) {
    if (stood.length === most) break
    const at = label.at.find((point) => !full.some((other) => overlap(boxOf(label, point), other)))
    if (!at) continue
    full.push(boxOf(label, at))
    stood.push({ label, at })
  }
  return stood
}

const boxOf = ({ width, height }: Label, { x, y }: Point): Taken => ({
  left: x - width / 2 - GAP,
  right: x + width / 2 + GAP,
  top: y - height / 2,
  bottom: y + height / 2,
})

const overlap = (a: Taken, b: Taken) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Around a dot: above, below, right, left of it; the last two clear of what may lie on the dot. */
export function aroundDot(dot: Point, width: number, size: number): Point[] {
  const side = width / 2 + 8
  const far = width / 2 + 28
  return [
    { x: dot.x, y: dot.y - size },
    { x: dot.x + side, y: dot.y },
    { x: dot.x - side, y: dot.y },
    { x: dot.x, y: dot.y - 30 },
    { x: dot.x, y: dot.y + 30 },
    { x: dot.x + far, y: dot.y },
    { x: dot.x - far, y: dot.y },
  ]
}
