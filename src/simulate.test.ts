import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const asked = { outlets: 60, weeks: 6, seed: 4, teamHours: 10, language: 'en' as const }

async function told(policy: 'waves' | null, plot = '') {
  const said: string[] = []
  const answers: object[] = []
  const code = await simulate(
    { ...asked, policy, plot },
    {
      say: (text) => void said.push(text),
      tell: (answer) => void answers.push(answer),
      fail: () => 1,
    },
  )
  return { code, text: said.join('\n'), answers }
}

test('both policies are played week by week and end side by side; a machine reads the same', async () => {
  const { code, text, answers } = await told(null)
  expect(code).toBe(0)
  expect(text).toContain('A model with assumed numbers')
  expect(text.match(/^ {10}[1-6] /gm)).toHaveLength(12)
  expect(text).toMatch(/At the end +all-at-once +waves/)
  expect(answers).toMatchObject([
    { seed: 4, plays: [{ policy: 'all-at-once' }, { policy: 'waves' }] },
  ])
  expect(await told(null)).toEqual({ code, text, answers })
})

test('one policy alone is played when it is named', async () => {
  const { answers } = await told('waves')
  expect(answers).toMatchObject([{ plays: [{ policy: 'waves' }] }])
  expect((answers[0] as { plays: object[] }).plays).toHaveLength(1)
})

test('the picture is drawn as SVG, or as a page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-plot-'))
  try {
    await told(null, join(folder, 'launch.svg'))
    await told(null, join(folder, 'launch.html'))
    expect(await readFile(join(folder, 'launch.svg'), 'utf8')).toMatch(/^<svg /)
    expect(await readFile(join(folder, 'launch.html'), 'utf8')).toMatch(/^<!doctype html>/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
