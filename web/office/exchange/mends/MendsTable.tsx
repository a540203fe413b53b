import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call, errorText } from '../../../call.ts'
import { useFormats, useWords } from '../../../kit/language.ts'
import { Badge, Button } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { can, usePlace } from '../../../signin/me.tsx'
import { words } from './kept-words.ts'
import type { Mend } from './mend-reply.ts'
import { useMendText } from './mend-text.ts'

/** Kept mends; whoever may run the exchange forgets them, and takes that back. */
export function MendsTable({ distributor, mends }: { distributor: string; mends: Mend[] }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { forget, recall } = useForgetting(distributor)
  const mayAct = can(tenant, 'exchange.run')
  const heads = [t.kind, t.about, t.said, t.becomes, t.who, t.used]
  return (
    <Table
      label={t.title}
      heads={[...heads, ...(mayAct ? [{ name: t.act, hidden: true }] : [])]}
      testId="mends"
    >
      {mends.map((mend) => (
        <MendRow
          key={mend.id}
          mend={mend}
          act={mayAct ? (mend.forgottenAt ? recall.mutate : forget.mutate) : null}
        />
      ))}
    </Table>
  )
}

type RowProps = { mend: Mend; act: ((mendId: string) => void) | null }

function MendRow({ mend, act }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const { what, about, becomes } = useMendText()(mend)
  const deed = mend.forgottenAt ? t.recall : t.forget
  return (
    <tr>
      <td className="min-w-32">{what}</td>
      <td className="max-w-60 break-words">{about}</td>
      <td className="max-w-48 break-words text-soft">{mend.said}</td>
      <td className="max-w-48 font-medium break-words">{becomes}</td>
      <td className="min-w-36">
        {mend.mendedBy}
        <span className="block text-xs">
          {mend.runId ? (
            <RunLink runId={mend.runId}>{f.moment(mend.mendedAt)}</RunLink>
          ) : (
            <span className="text-faint">{f.moment(mend.mendedAt)}</span>
          )}
        </span>
      </td>
      <td className="min-w-32">
        <Use mend={mend} />
      </td>
      {act && (
        <td>
          <Button look="quiet" onClick={() => act(mend.id)} aria-label={`${deed}: ${about}`}>
            {deed}
          </Button>
        </td>
      )}
    </tr>
  )
}

function Use({
  mend: { forgottenAt, forgottenBy, usedAt, usedRunId, usedByLast },
}: {
  mend: Mend
}) {
  const t = useWords(words)
  const f = useFormats()
  if (forgottenAt) {
    return (
      <>
        <Badge tone="warn">{t.forgotten}</Badge>
        <span className="block text-xs text-faint">{`${forgottenBy}, ${f.moment(forgottenAt)}`}</span>
      </>
    )
  }
  if (!usedAt || !usedRunId) return <span className="text-soft">{t.never}</span>
  return (
    <>
      {usedByLast && <Badge tone="good">{t.byLast}</Badge>}
      <span className="block text-xs">
        <RunLink runId={usedRunId}>{f.moment(usedAt)}</RunLink>
      </span>
    </>
  )
}

function RunLink({ runId, children }: { runId: string; children: string }) {
  return (
    <Link
      href={`/exchange/${runId}`}
      className="inline-flex min-h-8 items-center whitespace-nowrap text-accent hover:underline"
    >
      {children}
    </Link>
  )
}

function useForgetting(distributor: string) {
  const t = useWords(words)
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all(
      ['mends', 'run', 'uploads'].map((key) =>
        queries.invalidateQueries({ queryKey: [key, distributor] }),
      ),
    )
  const onError = (error: Error) => toast({ text: errorText(error, t.offline) })
  const recall = useMutation({
    mutationFn: (mendId: string) => call.exchange.recallMend({ distributor, mendId }),
    onSuccess: () => toast({ text: t.isRecalled }),
    onSettled,
    onError,
  })
  const forget = useMutation({
    mutationFn: (mendId: string) => call.exchange.forgetMend({ distributor, mendId }),
    onSuccess: (_, mendId) =>
      toast({ text: t.isForgotten, action: { label: t.undo, run: () => recall.mutate(mendId) } }),
    onSettled,
    onError,
  })
  return { forget, recall }
}
