import { ASIDE_NAMES, STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import type { call } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { OutletCell } from '../OutletCell.tsx'
import { words } from './launch-words.ts'

type Row = Awaited<ReturnType<typeof call.rollout.waveOutlets>>['outlets'][number]

/** The outlets of a wave with where each stands. */
export function WaveOutlets({ rows }: { rows: Row[] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const heads = [
    { name: t.turn, figure: true },
    t.outlet,
    t.step,
    { name: t.alone, figure: true },
    { name: t.ready, figure: true },
    t.agent,
    t.lastContact,
  ]
  return (
    <Table label={t.wave} heads={heads} testId="wave-outlets">
      {rows.map((row) => (
        <tr key={row.outletId}>
          <td className="row-number figure">
            {row.part === 'held_out' ? '—' : f.number(row.position)}
          </td>
          <OutletCell
            href={`/o/${row.outletId}`}
            name={row.name}
            told={[row.code, row.city, row.class]}
          />
          <td className="whitespace-nowrap">
            {row.part === 'held_out' ? t.heldOut : STEP_NAMES[row.step]?.[language]}{' '}
            {row.aside && <Badge tone="warn">{ASIDE_NAMES[row.aside]?.[language]}</Badge>}
          </td>
          <td className="figure">
            {f.number(row.independentOrders)}
            {row.accompaniedOrders > 0 && (
              <span className="text-faint">
                {' '}
                + {f.number(row.accompaniedOrders)} {t.withStaff}
              </span>
            )}
          </td>
          <td className="figure">{f.number(row.readiness)}</td>
          <td>{row.vacant ? <Badge tone="accent">{t.vacant}</Badge> : (row.agentName ?? '—')}</td>
          <td className="text-soft">
            {row.lastContactAt ? `${f.moment(row.lastContactAt)}, ${row.lastContactBy}` : '—'}
          </td>
        </tr>
      ))}
    </Table>
  )
}
