import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { ConfirmDialog } from '../../../kit/Dialog.tsx'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton } from '../../../kit/Parts.tsx'
import { ApiKeyDialog } from './ApiKeyDialog.tsx'
import { RIGHT_NAMES, words } from './key-words.ts'

type Key = Awaited<ReturnType<typeof call.identity.apiKeys>>['keys'][number]

/** Keys of a distributor's own programmes. */
export function ApiKeysPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [adding, setAdding] = useState(false)
  const keys = useQuery({
    queryKey: ['api-keys', distributor],
    queryFn: () => call.identity.apiKeys({ distributor }),
  })
  return (
    <div className="space-y-4">
      <PageHead title={t.title} lead={t.lead} back={{ href: '/exchange', name: t.back }}>
        <a
          href="/api"
          className="inline-flex min-h-11 items-center px-2 text-accent hover:underline"
        >
          {t.docs}
        </a>
        <Button look="primary" onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      </PageHead>
      {keys.error && <Failed error={keys.error} retry={keys.refetch} />}
      {keys.isPending && <Skeleton />}
      {keys.data?.keys.length === 0 && <Empty title={t.none} />}
      {keys.data && keys.data.keys.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {keys.data.keys.map((key) => (
              <KeyRow key={key.id} distributor={distributor} of={key} />
            ))}
          </ul>
        </Card>
      )}
      {adding && <ApiKeyDialog distributor={distributor} close={() => setAdding(false)} />}
    </div>
  )
}

function KeyRow({ distributor, of: key }: { distributor: string; of: Key }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation({
    mutationFn: () => call.identity.revokeApiKey({ distributor, keyId: key.id }),
    onSuccess: () => setAsking(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ['api-keys', distributor] }),
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 py-2 text-sm">
      <div className="min-w-0">
        <p className="font-medium break-words">{key.name}</p>
        <p className="text-soft">
          {key.rights.map((right) => RIGHT_NAMES[right][language]).join(', ')}
        </p>
        <p className="text-soft">
          {t.made} {f.moment(key.madeAt)}, {key.madeByName} ·{' '}
          {key.lastUsedAt ? `${t.lastUsed} ${f.moment(key.lastUsedAt)}` : t.neverUsed}
        </p>
      </div>
      {key.revokedAt ? (
        <Badge>{`${t.revoked} ${f.moment(key.revokedAt)}`}</Badge>
      ) : (
        <Button look="danger" onClick={() => setAsking(true)}>
          {t.revoke}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={`${t.revoke}: ${key.name}`}
        closeLabel={t.close}
        yes={t.revoke}
        no={t.keep}
        busy={revoke.isPending}
        confirm={() => revoke.mutate()}
      >
        <p>{t.revokeAsk}</p>
        {revoke.error && <Failed error={revoke.error} />}
      </ConfirmDialog>
    </li>
  )
}
