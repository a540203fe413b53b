import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { WEBHOOK_EVENTS } from '../../../../src/modules/exchange/webhooks/try-rules.ts'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Alert, Button, TextField } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { newId } from '../../../order/cart.ts'
import { EVENTS, type Webhook, words } from './webhook-words.ts'

type Props = { distributor: string; webhook: Webhook | null; close: () => void }
type Draft = Pick<Webhook, 'name' | 'url' | 'events'>

const NEW: Draft = { name: '', url: 'https://', events: [...WEBHOOK_EVENTS] }

/** Makes a webhook, whose secret is shown once, or changes one. */
export function WebhookDialog({ distributor, webhook, close }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [webhookId] = useState(() => webhook?.id ?? newId())
  const [{ name, url, events }, setDraft] = useState<Draft>(webhook ?? NEW)
  const set = (change: Partial<Draft>) => setDraft({ name, url, events, ...change })
  const save = useMutation({
    mutationFn: () => call.exchange.putWebhook({ distributor, webhookId, name, url, events }),
    onSuccess: ({ secret }) => {
      if (secret) return
      toast({ text: t.saved })
      close()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks', distributor] }),
  })
  const title = webhook?.name ?? t.add
  if (save.data?.secret) return <Secret secret={save.data.secret} close={close} title={title} />
  return (
    <Dialog open close={close} title={title} closeLabel={t.close}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField
          label={t.name}
          required
          maxLength={200}
          value={name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label={t.address}
          type="url"
          required
          maxLength={1000}
          value={url}
          onChange={(event) => set({ url: event.target.value })}
        />
        <Events chosen={events} choose={(chosen) => set({ events: chosen })} />
        {save.error && <Failed error={save.error} />}
        <Button
          type="submit"
          look="primary"
          busy={save.isPending}
          disabled={name.trim() === '' || !URL.canParse(url) || events.length === 0}
        >
          {t.save}
        </Button>
      </form>
    </Dialog>
  )
}

type EventsProps = { chosen: Draft['events']; choose: (events: Draft['events']) => void }

function Events({ chosen, choose }: EventsProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <fieldset>
      <legend className="text-sm text-soft">{t.events}</legend>
      {WEBHOOK_EVENTS.map((event) => (
        <label key={event} className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={chosen.includes(event)}
            onChange={({ target: { checked } }) =>
              choose(checked ? [...chosen, event] : chosen.filter((other) => other !== event))
            }
          />
          {EVENTS[event][language]}
        </label>
      ))}
    </fieldset>
  )
}

/** A secret, shown once. */
export function Secret({
  secret,
  title,
  close,
}: {
  secret: string
  title: string
  close: () => void
}) {
  const t = useWords(words)
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast({ text: t.copied })
  }
  return (
    <Dialog open close={close} title={title} closeLabel={t.close}>
      <Alert>{t.once}</Alert>
      <p className="mt-3 text-sm text-soft">{t.secret}</p>
      <code
        data-testid="webhook-secret"
        className="block rounded bg-ground px-2 py-1 break-all select-all"
      >
        {secret}
      </code>
      <Button className="mt-4" onClick={() => void copy()}>
        {t.copy}
      </Button>
    </Dialog>
  )
}
