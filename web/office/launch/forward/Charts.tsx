import {
  CHART,
  CHART_WORDS,
  type Chart,
  chartsOf,
  POLICY_LOOKS,
  POLICY_NAMES,
} from '../../../../src/modules/goals/forward/chart-rules.ts'
import type { Played } from '../../../../src/modules/goals/forward/play-rules.ts'
import { useLanguage } from '../../../kit/language.ts'
import { Card } from '../../../kit/Parts.tsx'

const LEFT = 52
const BOTTOM = 38
const VIEW = `${-LEFT} -8 ${CHART.width + LEFT + 12} ${CHART.height + BOTTOM + 8}`

/** Both ways as lines, told by colour and by dash. */
export function Charts({ plays }: { plays: Played[] }) {
  const { language } = useLanguage()
  return (
    <Card className="space-y-4">
      <ul className="flex flex-wrap gap-4">
        {plays.map(({ policy }) => (
          <li key={policy} className="flex items-center gap-2">
            <svg width="36" height="10" aria-hidden="true">
              <path
                d="M2 5h32"
                stroke={POLICY_LOOKS[policy].colour}
                strokeDasharray={POLICY_LOOKS[policy].dash}
                strokeWidth="3"
              />
            </svg>
            {POLICY_NAMES[policy][language]}
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        {chartsOf(plays).map((chart) => (
          <OneChart key={chart.measure} chart={chart} />
        ))}
      </div>
    </Card>
  )
}

function OneChart({ chart }: { chart: Chart }) {
  const { language } = useLanguage()
  const name = chart.name[language]
  return (
    <figure>
      <figcaption className="mb-1 font-semibold">{name}</figcaption>
      <svg viewBox={VIEW} role="img" aria-label={name} className="w-full" fontSize="12">
        {chart.figures.map(({ at, said }) => (
          <g key={said}>
            <path d={`M0 ${at}h${CHART.width}`} stroke="currentColor" opacity="0.15" />
            <text x="-8" y={at + 4} textAnchor="end" fill="currentColor">
              {said}
            </text>
          </g>
        ))}
        {chart.weeks.map(({ at, said }) => (
          <text key={said} x={at} y={CHART.height + 16} textAnchor="middle" fill="currentColor">
            {said}
          </text>
        ))}
        <text x={CHART.width} y={CHART.height + 32} textAnchor="end" fill="currentColor">
          {CHART_WORDS.week[language]}
        </text>
        {chart.lines.map(({ policy, points }) => (
          <polyline
            key={policy}
            points={points}
            fill="none"
            stroke={POLICY_LOOKS[policy].colour}
            strokeDasharray={POLICY_LOOKS[policy].dash}
            strokeWidth="2.5"
          />
        ))}
      </svg>
    </figure>
  )
}
