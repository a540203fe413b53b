import { useMutation, useQuery } from '@tanstack/react-query'
import { cellTexts } from '../../../../src/modules/goals/report/report-rules.ts'
import { call, errorText } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { saveFile } from '../../../kit/save-file.ts'
import { Table } from '../../../kit/Table.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { Morning } from './Morning.tsx'
import { words } from './report-words.ts'

type Report = NonNullable<Awaited<ReturnType<typeof call.goals.weeklyReport>>['report']>
type Section = Report['sections'][number]

/** The week of the launch, to read, to print and to take along; and who is told of it in the morning. */
export function ReportPage({ distributor }: { distributor: string }) {
  const { tenant } = usePlace()
  return (
    <div className="space-y-4">
      {can(tenant, 'rollout.write') && (
        <div className="no-print">
          <Morning distributor={distributor} />
        </div>
      )}
      <Weekly distributor={distributor} />
    </div>
  )
}

function Weekly({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const asked = useQuery({
    queryKey: ['launch', distributor, 'report'],
    queryFn: () => call.goals.weeklyReport({ distributor }),
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={8} />
  const { report } = asked.data
  if (!report) return <Empty title={t.none}>{t.noneHow}</Empty>
  return (
    <Card className="space-y-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-lg font-semibold">{report.title}</h2>
          <p className="text-sm text-soft">{report.lead}</p>
        </div>
        <div className="no-print flex flex-wrap gap-2">
          <FileButton distributor={distributor} format="pdf" />
          <FileButton distributor={distributor} format="xlsx" />
          <Button onClick={() => window.print()}>{t.print}</Button>
        </div>
      </div>
      {report.sections.map((section) => (
        <SectionTable key={section.key} section={section} />
      ))}
    </Card>
  )
}

type FileProps = { distributor: string; format: 'pdf' | 'xlsx' }

function FileButton({ distributor, format }: FileProps) {
  const t = useWords(words)
  const load = useMutation({
    mutationFn: () => call.goals.reportFile({ distributor, format }),
    onSuccess: ({ name, contentType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      saveFile(new Blob([bytes], { type: contentType }), name)
    },
    onError: (error) => toast({ text: errorText(error, t.offline) }),
  })
  return (
    <Button busy={load.isPending} onClick={() => load.mutate()}>
      {t[format]}
    </Button>
  )
}

function SectionTable({ section: { key, title, notes, heads, rows } }: { section: Section }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const write = cellTexts(language, tenant.currency)
  const figures = heads.map((_, i) => rows.every((row) => row[i]?.kind !== 'text'))
  return (
    <section className="space-y-2" data-testid={`report-${key}`}>
      <h3 className="font-semibold">{title}</h3>
      {notes.map((note) => (
        <p key={note} className="text-sm">
          {note}
        </p>
      ))}
      {rows.length === 0 && notes.length === 0 && <p className="text-sm text-soft">{t.nothing}</p>}
      {rows.length > 0 && (
        <Table
          label={title}
          heads={heads.map((name, i) => ({ name, figure: figures[i] ?? false }))}
        >
          {rows.map((row, nth) => (
            <tr key={String(nth)}>
              {row.map((cell, i) => (
                <td key={heads[i]} className={figures[i] ? 'figure whitespace-nowrap' : ''}>
                  {write(cell)}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}
