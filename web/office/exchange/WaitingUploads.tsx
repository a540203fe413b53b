import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Button, Card } from '../../kit/Parts.tsx'
import { newId } from '../../order/cart.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { FILES, words } from './upload-words.ts'

type Upload = Awaited<ReturnType<typeof call.exchange.uploads>>['uploads'][number]

/** Uploads that wait for a decision, from the office and from the ERP itself. */
export function WaitingUploads({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const uploads = useQuery({
    queryKey: ['uploads', distributor],
    queryFn: () => call.exchange.uploads({ distributor }),
  })
  if (uploads.error) return <Failed error={uploads.error} retry={uploads.refetch} />
  if (!uploads.data || uploads.data.uploads.length === 0) return null
  return (
    <Card>
      <h2 className="font-semibold">{t.waiting}</h2>
      <ul className="divide-y divide-line" data-testid="waiting-uploads">
        {uploads.data.uploads.map((upload) => (
          <UploadRow key={upload.id} distributor={distributor} upload={upload} />
        ))}
      </ul>
    </Card>
  )
}

function UploadRow({ distributor, upload }: { distributor: string; upload: Upload }) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const { runId, names } = upload
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-medium break-all">
          {names.join(', ')}
          {upload.files > names.length && ' …'}
        </p>
        <p className="text-soft">
          {f.moment(upload.receivedAt)} · {t.from} {upload.receivedBy} ·{' '}
          {f.count(upload.files, FILES)}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={upload.awaits ? 'warn' : 'plain'}>{t[standing(upload)]}</Badge>
        {(runId || upload.table) && (
          <Link
            href={upload.table ? `/exchange/tables/${upload.id}` : `/exchange/${runId}`}
            className="inline-flex min-h-11 items-center px-2 font-medium text-accent hover:underline"
          >
            {t.see}
          </Link>
        )}
        {!runId && !upload.table && can(tenant, 'exchange.run') && (
          <Unread distributor={distributor} uploadId={upload.id} />
        )}
      </div>
    </li>
  )
}

function standing({ runId, awaits }: Upload) {
  if (!runId) return 'notRead'
  if (!awaits) return 'readNow'
  return ({ confirmation: 'canConfirm', approval: 'needsApproval', check: 'readAgain' } as const)[
    awaits
  ]
}

function Unread({ distributor, uploadId }: { distributor: string; uploadId: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['uploads', distributor] })
  const check = useMutation({
    mutationFn: () => call.exchange.checkUpload({ distributor, uploadId, runId: newId() }),
    onSuccess: ({ runId }) => navigate(`/exchange/${runId}`),
    onSettled,
  })
  const drop = useMutation({
    mutationFn: () => call.exchange.dropUpload({ distributor, uploadId }),
    onSettled,
  })
  const error = check.error ?? drop.error
  return (
    <>
      <Button busy={check.isPending} onClick={() => check.mutate()}>
        {t.check}
      </Button>
      <Button look="danger" busy={drop.isPending} onClick={() => drop.mutate()}>
        {t.decline}
      </Button>
      {error && <Failed error={error} />}
    </>
  )
}
