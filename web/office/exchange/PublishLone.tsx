import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Card } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { PRODUCTS } from '../products/product-words.ts'
import { filesShort } from './exchange-words.ts'
import { words } from './lone-words.ts'
import type { Run } from './RunDecision.tsx'

type Props = { distributor: string; runId: string; lone: Run['lone'] }

/** What a run brought in without a product, or would bring: hidden until somebody shows it all. */
export function LoneOfRun({ distributor, run }: { distributor: string; run: Run }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const { hidden, shown } = run.lone
  if (run.dryRun) {
    const would = run.counts.hidden ?? 0
    if (would === 0 || run.status !== 'done') return null
    return (
      <Card>
        <p>
          <strong>{f.count(would, PRODUCTS)}</strong> {t.would}
        </p>
      </Card>
    )
  }
  if (hidden + shown === 0) return null
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0 flex-1 basis-60">
        {hidden > 0 && (
          <p>
            <strong>{f.count(hidden, PRODUCTS)}</strong> {t.came}
          </p>
        )}
        {shown > 0 && (
          <p>
            <strong>{f.count(shown, PRODUCTS)}</strong> {t.shown}
          </p>
        )}
      </div>
      {can(tenant, 'catalogue.write') && (
        <PublishLone distributor={distributor} runId={run.id} lone={run.lone} />
      )}
    </Card>
  )
}

/** One click shows all that is hidden of a run, and one takes it back. */
function PublishLone({ distributor, runId, lone }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all(
      ['run', 'lone', 'products', 'product'].map((key) =>
        queries.invalidateQueries({ queryKey: [key, distributor] }),
      ),
    )
  const hide = useMutation({
    mutationFn: () => call.exchange.unpublishRun({ distributor, runId }),
    onSuccess: ({ products }) => toast({ text: `${t.hiddenAgain}: ${f.number(products)}` }),
    onSettled,
  })
  const publish = useMutation({
    mutationFn: () => call.exchange.publishRun({ distributor, runId }),
    onSuccess: ({ products }) =>
      toast({
        text: `${t.nowShown}: ${f.number(products)}`,
        action: { label: t.undo, run: () => hide.mutate() },
      }),
    onSettled,
  })
  const busy = hide.isPending || publish.isPending
  const error = publish.error ?? hide.error
  return (
    <div className="flex flex-wrap gap-2">
      {lone.hidden > 0 && (
        <Button look="primary" busy={busy} onClick={() => publish.mutate()}>
          {t.publishAll} {f.number(lone.hidden)}
        </Button>
      )}
      {lone.shown > 0 && (
        <Button busy={busy} onClick={() => hide.mutate()}>
          {t.hideAgain} {f.number(lone.shown)}
        </Button>
      )}
      {error && <Failed error={error} />}
    </div>
  )
}

/** Where products are listed: the runs whose goods came without a product and are hidden still. */
export function LoneRuns({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const lone = useQuery({
    queryKey: ['lone', distributor],
    queryFn: () => call.exchange.loneRuns({ distributor }),
  })
  if (lone.error) return <Failed error={lone.error} retry={lone.refetch} />
  if (!lone.data || lone.data.runs.length === 0) return null
  return (
    <Card>
      <h2 className="font-semibold">{t.title}</h2>
      <p className="text-sm text-soft">{t.why}</p>
      <ul className="divide-y divide-line" data-testid="lone-runs">
        {lone.data.runs.map((run) => (
          <li key={run.runId} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <p className="min-w-0 flex-1 basis-60 text-sm">
              <strong>{f.count(run.hidden, PRODUCTS)}</strong> · {f.moment(run.startedAt)}
              <span className="block break-all text-soft">
                {can(tenant, 'exchange.read') ? (
                  <Link
                    href={`/exchange/${run.runId}`}
                    className="inline-flex min-h-8 items-center text-accent hover:underline"
                  >
                    {filesShort(run.source)}
                  </Link>
                ) : (
                  filesShort(run.source)
                )}
              </span>
            </p>
            <PublishLone distributor={distributor} runId={run.runId} lone={run} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
