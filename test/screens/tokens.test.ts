import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../web/kit/kit.css'), 'utf8')
const colour = (name: string) => {
  const found = new RegExp(`--color-${name}: (#[0-9a-f]{6})`).exec(css)?.[1]
  if (!found) throw new Error(`no token ${name}`)
  return found
}

// WCAG 2.2, "relative luminance" and "contrast ratio".
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(text: string, ground: string): number {
  const [light = 0, dark = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

test.each(
  ['ink', 'good'].flatMap((text) => ['card', 'ground'].map((ground) => [text, ground] as const)),
)('a price in %s on %s has a contrast of 7:1', (text, ground) => {
  expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(7)
})

test.each([
  ...['soft', 'faint', 'accent', 'warn', 'bad', 'good'].flatMap((text) => [
    [text, 'card'] as const,
    [text, 'ground'] as const,
  ]),
  ['accent-deep', 'accent-pale'] as const,
  ['soft', 'accent-pale'] as const,
  ['accent', 'accent-pale'] as const,
  ['warn', 'warn-pale'] as const,
  ['bad', 'bad-pale'] as const,
  ['good', 'good-pale'] as const,
])('text in %s on %s has a contrast of 4.5:1', (text, ground) => {
  expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
})

test('white on the accent reads, and the edge of a field is seen', () => {
  expect(contrast('#ffffff', colour('accent'))).toBeGreaterThanOrEqual(7)
  expect(contrast(colour('edge'), colour('card'))).toBeGreaterThanOrEqual(3)
})

test('a pale grey would be found', () => {
  expect(contrast('#9aa5a0', '#ffffff')).toBeLessThan(4.5)
})
