import type { Language } from '../../../platform/language.ts'
import {
  CHART,
  CHART_WORDS,
  type Chart,
  chartsOf,
  POLICY_LOOKS,
  POLICY_NAMES,
} from './chart-rules.ts'
import type { Played } from './play-rules.ts'

const LEFT = 56
const TOP = 34
const CELL = { width: CHART.width + LEFT + 24, height: CHART.height + TOP + 46 }
const HEAD = 64

/** Both policies as one SVG picture with axes and a legend; it stands on white, for print, too. */
export function drawPlot(plays: readonly Played[], language: Language): string {
  const charts = chartsOf(plays)
  const rows = Math.ceil(charts.length / 2)
  const [width, height] = [2 * CELL.width, HEAD + rows * CELL.height]
  const cells = charts.map((chart, i) => {
    const at = `translate(${(i % 2) * CELL.width},${HEAD + Math.floor(i / 2) * CELL.height})`
    return `<g transform="${at}">${drawChart(chart, language)}</g>`
  })
  const title = CHART_WORDS.title[language]
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
      font-family="sans-serif" font-size="12" fill="#1b1b1b" role="img" aria-label="${title}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="24" font-size="16" font-weight="600">${title}</text>`,
    ...drawLegend(plays, language),
    ...cells,
    '</svg>',
  ].join('\n')}\n`
}

const drawLegend = (plays: readonly Played[], language: Language): string[] =>
  plays.map(({ policy }, i) => {
    const { colour, dash } = POLICY_LOOKS[policy]
    const x = 16 + i * 180
    return `<path d="M${x} 44h32" stroke="${colour}" stroke-width="3" stroke-dasharray="${dash}"/>
<text x="${x + 40}" y="48">${POLICY_NAMES[policy][language]}</text>`
  })

function drawChart({ name, lines, weeks, figures }: Chart, language: Language): string {
  const { width, height } = CHART
  const across = figures.map(
    ({ at, said }) => `<path d="M0 ${at}h${width}" stroke="#ddd"/>
<text x="-8" y="${at + 4}" text-anchor="end">${said}</text>`,
  )
  const along = weeks.map(
    ({ at, said }) => `<text x="${at}" y="${height + 18}" text-anchor="middle">${said}</text>`,
  )
  const drawn = lines.map(({ policy, points }) => {
    const { colour, dash } = POLICY_LOOKS[policy]
    const stroke = `stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"`
    return `<polyline points="${points}" fill="none" ${stroke}/>`
  })
  return [
    `<g transform="translate(${LEFT},${TOP})">`,
    `<text x="0" y="-12" font-weight="600">${name[language]}</text>`,
    ...across,
    ...along,
    `<text x="${width}" y="${height + 34}" text-anchor="end">${CHART_WORDS.week[language]}</text>`,
    `<path d="M0 0v${height}h${width}" fill="none" stroke="#555"/>`,
    ...drawn,
    '</g>',
  ].join('\n')
}
