import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { ConfirmDialog } from '../../kit/Dialog.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, Card } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { newId } from '../../order/cart.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { words } from './upload-words.ts'

export type Run = Awaited<ReturnType<typeof call.exchange.run>>
export type OddRow = Run['rows'][number]
/** A row as it is mended. */
export type MendedRow = Pick<OddRow, 'rowNo' | 'code' | 'externalId' | 'detail' | 'asks' | 'mended'>
export type Asks = NonNullable<OddRow['asks']>
type Props = { distributor: string; run: Run }

/** How far a run is, what it waits for, and where its goods are when it is done. */
export function RunDecision({ distributor, run }: Props) {
  const t = useWords(words)
  const { tenant } = usePlace()
  if (run.status === 'running') return <Progress run={run} />
  if (run.awaits && run.uploadId && can(tenant, 'exchange.run')) {
    return <Decide distributor={distributor} run={run} uploadId={run.uploadId} />
  }
  if (run.status !== 'done' || run.dryRun || run.kind !== 'catalogue') return null
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3">
      <p role="status">{t.imported}</p>
      {can(tenant, 'catalogue.write') && (
        <Link
          href="/products"
          className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
        >
          {t.toProducts}
        </Link>
      )}
    </Card>
  )
}

function Progress({ run: { progress } }: { run: Run }) {
  const t = useWords(words)
  const { file, no, of } = progress ?? {}
  return (
    <Card className="flex items-center gap-3">
      <span className="spinner" aria-hidden />
      <p role="status" className="min-w-0 break-all">
        {t.running} {file} {no && of && `${no}/${of}`}
      </p>
    </Card>
  )
}

function Decide({ distributor, run, uploadId }: Props & { uploadId: string }) {
  const t = useWords(words)
  const { confirm, check, drop, busy, error } = useDecisions(distributor, run.id, uploadId)
  const [asks, setAsks] = useState(false)
  const { going, of } = run.refusal ?? {}
  // Mended rows are read again by the button beside their count.
  const why = run.mended > 0 ? t.mendedWhy : t.checkAgainWhy
  const wouldGo = `${t.wouldGo}: ${String(going)} ${t.of} ${String(of)}.`
  return (
    <>
      <Card className="space-y-3">
        <p>{run.awaits === 'check' ? why : t.decideHow}</p>
        {run.awaits === 'approval' && <p className="font-semibold text-bad">{wouldGo}</p>}
        <div className="flex flex-wrap gap-2">
          {run.awaits === 'check' && run.mended === 0 && (
            <Button look="primary" busy={busy} onClick={() => check.mutate()}>
              {t.checkAgain}
            </Button>
          )}
          {run.awaits === 'confirmation' && (
            <Button look="primary" busy={busy} onClick={() => confirm.mutate(false)}>
              {t.confirm}
            </Button>
          )}
          {run.awaits === 'approval' && (
            <Button look="primary" busy={busy} onClick={() => setAsks(true)}>
              {t.confirm}
            </Button>
          )}
          <Button look="danger" busy={busy} onClick={() => drop.mutate()}>
            {t.decline}
          </Button>
        </div>
        {error && <Failed error={error} />}
      </Card>
      <ConfirmDialog
        open={asks}
        close={() => setAsks(false)}
        title={t.approveTitle}
        closeLabel={t.close}
        yes={t.approve}
        no={t.back}
        busy={busy}
        confirm={() => confirm.mutate(true)}
      >
        <p>
          {wouldGo} {t.approveWhy}
        </p>
      </ConfirmDialog>
    </>
  )
}

function useDecisions(distributor: string, runId: string, uploadId: string) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [madeId] = useState(newId)
  const onSettled = () =>
    Promise.all(
      ['run', 'runs', 'uploads', 'products'].map((key) =>
        queries.invalidateQueries({ queryKey: [key, distributor] }),
      ),
    )
  const onSuccess = (begun: { runId: string }) => navigate(`/exchange/${begun.runId}`)
  const confirm = useMutation({
    mutationFn: (approved: boolean) =>
      call.exchange.confirmRun({ distributor, runId, importId: madeId, approved }),
    ...{ onSuccess, onSettled },
  })
  const check = useMutation({
    mutationFn: () => call.exchange.checkUpload({ distributor, uploadId, runId: madeId }),
    ...{ onSuccess, onSettled },
  })
  const drop = useMutation({
    mutationFn: () => call.exchange.dropUpload({ distributor, uploadId }),
    onSuccess: () => {
      toast({ text: t.dropped })
      navigate('/exchange')
    },
    onSettled,
  })
  const busy = confirm.isPending || check.isPending || drop.isPending
  return { confirm, check, drop, busy, error: confirm.error ?? check.error ?? drop.error }
}
