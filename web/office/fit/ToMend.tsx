import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Empty, Skeleton } from '../../kit/Parts.tsx'
import { phoneText } from '../../kit/phone-text.ts'
import { Table } from '../../kit/Table.tsx'
import { weekdaysIn } from '../../kit/weekdays.ts'
import { nameText } from '../../order/name-text.ts'
import { Choice } from '../Choice.tsx'
import { useFilters } from '../use-filters.tsx'
import { KINDS, type Kind, MENDERS, type Mender, named, words } from './fit-words.ts'
import { saidText } from './said-text.ts'

type Props = { distributor: string; checked: number }

/** Differences by what they are about: the one that holds up most outlets first. */
export function ToMend({ distributor, checked }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { filters, set } = useFilters()
  const { kind = '', mender = '' } = filters
  const subjects = useQuery({
    queryKey: ['fit', distributor, 'mend', kind, mender],
    placeholderData: keepPreviousData,
    queryFn: () =>
      call.rollout.toMend({
        distributor,
        ...(kind in KINDS && { kind: kind as Kind }),
        ...(mender in MENDERS && { mender: mender as Mender }),
      }),
  })
  const weekdays = (days: number[]) => weekdaysIn(language, days)
  const shown = (of: Kind, text: string) => saidText(of, text, { f, weekdays, hours: t.hours })
  const figures = [t.holdsUp, t.onlyThis, t.weight].map((name) => ({ name, figure: true }))
  return (
    <div className="space-y-3">
      <div className="no-print flex flex-wrap gap-3">
        <Choice
          label={t.reason}
          options={named(KINDS, t.all, language)}
          chosen={kind}
          choose={(v) => set({ kind: v })}
        />
        <Choice
          label={t.mender}
          options={named(MENDERS, t.all, language)}
          chosen={mender}
          choose={(v) => set({ mender: v })}
        />
      </div>
      {subjects.error && <Failed error={subjects.error} retry={subjects.refetch} />}
      {subjects.isPending && <Skeleton rows={6} />}
      {subjects.data?.subjects.length === 0 && (
        <Nothing checked={checked} narrowed={kind !== '' || mender !== ''} />
      )}
      {subjects.data && subjects.data.subjects.length > 0 && (
        <Table
          label={t.mend}
          heads={[t.reason, t.subject, t.mender, ...figures, t.portal, t.truth]}
          testId="to-mend"
        >
          {subjects.data.subjects.map((row) => (
            <tr key={`${row.kind} ${row.subjectId}`}>
              <td className="font-medium">{KINDS[row.kind][language]}</td>
              <td className="min-w-44">{nameText(phoneText(row.subject)) || '—'}</td>
              <td className="text-soft">{MENDERS[row.mender][language]}</td>
              <td className="figure font-semibold">{f.number(row.outlets)}</td>
              <td className="figure">{f.number(row.onlyThis)}</td>
              <td className="figure">{row.weightMinor > 0 ? f.money(row.weightMinor) : '—'}</td>
              <td className="whitespace-nowrap">{shown(row.kind, row.portal)}</td>
              <td className="whitespace-nowrap">{shown(row.kind, row.truth)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  )
}

/** Nothing to mend is said only where something was checked. */
function Nothing({ checked, narrowed }: { checked: number; narrowed: boolean }) {
  const t = useWords(words)
  if (checked === 0) return <Empty title={t.noVerdicts}>{t.noVerdictsHow}</Empty>
  return <Empty title={narrowed ? t.none : t.nothingToMend} />
}
