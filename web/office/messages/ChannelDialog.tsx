import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Button, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { CHANNEL } from '../../messages/message-words.ts'
import { GatewayFields } from './GatewayFields.tsx'
import { MailFields } from './MailFields.tsx'
import { words } from './messages-words.ts'
import type { GatewayDriver, MailDriver, Way } from './told.ts'

const MAIL: MailDriver = {
  kind: 'smtp',
  host: '',
  port: 587,
  secure: false,
  user: '',
  from: '',
}
const GATEWAY: GatewayDriver = {
  kind: 'http',
  url: '',
  method: 'POST',
  contentType: 'application/json',
  headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
  body: '{"to":"{{phone}}","text":"{{text}}","callback":"{{callback}}"}',
  idPointer: '/id',
  receipt: null,
}

// A channel that nobody set begins with what its kind needs.
function driverOf({ channel, driver }: Way): Way['driver'] {
  if (driver.kind !== 'plain') return driver
  if (channel === 'email') return MAIL
  return channel === 'viber' || channel === 'sms' ? GATEWAY : driver
}

type Props = { distributor: string; way: Way; close: () => void }

/** How one channel is reached and what it costs. Its secret is written here and never shown. */
export function ChannelDialog({ distributor, way, close }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [enabled, setEnabled] = useState(way.enabled || !way.configured)
  const [price, setPrice] = useState(String(way.priceMinor / 100))
  const [driver, setDriver] = useState(() => driverOf(way))
  const [secret, setSecret] = useState('')
  const save = useMutation({
    mutationFn: () =>
      call.messaging.setChannel({
        distributor,
        channel: way.channel,
        enabled,
        priceMinor: Math.round(Number(price) * 100),
        driver,
        ...(secret && { secret }),
      }),
    onSuccess: () => {
      toast({ text: t.saved })
      close()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['message-setting'] }),
  })
  return (
    <Dialog open close={close} title={CHANNEL[way.channel][language]} closeLabel={t.close}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={enabled}
            onChange={(event) => setEnabled(event.target.checked)}
          />
          {t.enabled}
        </label>
        <TextField
          label={t.price}
          type="number"
          min={0}
          max={10_000}
          step={0.01}
          required
          value={price}
          onChange={(event) => setPrice(event.target.value)}
        />
        {driver.kind === 'smtp' && <MailFields driver={driver} change={setDriver} />}
        {driver.kind === 'http' && (
          <GatewayFields driver={driver} change={setDriver} callback={way.callback ?? ''} />
        )}
        {driver.kind !== 'plain' && (
          <TextField
            label={t.secret}
            type="password"
            autoComplete="off"
            placeholder={way.hasSecret ? t.secretKept : ''}
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
        {save.error && <Failed error={save.error} />}
        <Button type="submit" look="primary" className="w-full" busy={save.isPending}>
          {t.save}
        </Button>
      </form>
    </Dialog>
  )
}
