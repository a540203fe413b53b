import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { ConfirmDialog } from '../../../kit/Dialog.tsx'
import { useWords } from '../../../kit/language.ts'
import { Button } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { newId } from '../../../order/cart.ts'
import { Secret, WebhookDialog } from './WebhookDialog.tsx'
import { type Webhook, words } from './webhook-words.ts'

type Props = { distributor: string; webhook: Webhook }

/** Test it, change it, pause it, give it a new secret, remove it. */
export function WebhookActions({ distributor, webhook }: Props) {
  const t = useWords(words)
  const [changing, setChanging] = useState(false)
  const of = { distributor, webhookId: webhook.id }
  const test = useDone(distributor, {
    mutationFn: () => call.exchange.testWebhook({ ...of, deliveryId: newId() }),
    onSuccess: () => toast({ text: t.testSent }),
  })
  const pause = useDone(distributor, {
    mutationFn: () =>
      webhook.pausedAt ? call.exchange.resumeWebhook(of) : call.exchange.pauseWebhook(of),
  })
  const error = test.error ?? pause.error
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-2">
        {webhook.pausedAt ? (
          <Button look="primary" busy={pause.isPending} onClick={() => pause.mutate()}>
            {t.resume}
          </Button>
        ) : (
          <>
            <Button look="primary" busy={test.isPending} onClick={() => test.mutate()}>
              {t.test}
            </Button>
            <Button busy={pause.isPending} onClick={() => pause.mutate()}>
              {t.pause}
            </Button>
          </>
        )}
        <Button onClick={() => setChanging(true)}>{t.change}</Button>
        <Rotate distributor={distributor} webhook={webhook} />
        <Remove distributor={distributor} webhook={webhook} />
      </div>
      {error && <Failed error={error} />}
      {changing && (
        <WebhookDialog
          distributor={distributor}
          webhook={webhook}
          close={() => setChanging(false)}
        />
      )}
    </>
  )
}

function useDone<T>(
  distributor: string,
  options: { mutationFn: () => Promise<T>; onSuccess?: () => void },
) {
  const queries = useQueryClient()
  return useMutation({
    ...options,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['webhooks', distributor] })
      await queries.invalidateQueries({ queryKey: ['deliveries', distributor] })
    },
  })
}

function Rotate({ distributor, webhook }: Props) {
  const t = useWords(words)
  const [asking, setAsking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const rotate = useDone(distributor, {
    mutationFn: async () => {
      const asked = { distributor, webhookId: webhook.id, secretNo: webhook.secretNo + 1 }
      setSecret((await call.exchange.rotateWebhook(asked)).secret)
      setAsking(false)
    },
  })
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.rotate}</Button>
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={t.rotate}
        closeLabel={t.close}
        yes={t.rotate}
        no={t.keep}
        busy={rotate.isPending}
        confirm={() => rotate.mutate()}
      >
        <p>{t.rotateAsk}</p>
        {rotate.error && <Failed error={rotate.error} />}
      </ConfirmDialog>
      {secret && <Secret secret={secret} title={webhook.name} close={() => setSecret(null)} />}
    </>
  )
}

function Remove({ distributor, webhook }: Props) {
  const t = useWords(words)
  const [, goTo] = useLocation()
  const [asking, setAsking] = useState(false)
  const remove = useDone(distributor, {
    mutationFn: () => call.exchange.closeWebhook({ distributor, webhookId: webhook.id }),
    onSuccess: () => goTo('/exchange/webhooks'),
  })
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t.remove}
      </Button>
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={`${t.remove}: ${webhook.name}`}
        closeLabel={t.close}
        yes={t.remove}
        no={t.keep}
        busy={remove.isPending}
        confirm={() => remove.mutate()}
      >
        <p>{t.removeAsk}</p>
        {remove.error && <Failed error={remove.error} />}
      </ConfirmDialog>
    </>
  )
}
