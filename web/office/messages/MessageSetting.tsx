import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Button, Card, IconButton, Skeleton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { CHANNEL } from '../../messages/message-words.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { words } from './messages-words.ts'
import type { Told } from './told.ts'

type Setting = NonNullable<Told['data']>['setting']
type Channel = Setting['order'][number]

/** Quiet hours, caps, the order of the channels. */
export function MessageSetting({ distributor, told }: { distributor: string; told: Told }) {
  if (told.error) return <Failed error={told.error} retry={told.refetch} />
  if (!told.data) return <Skeleton rows={4} />
  return <SettingForm distributor={distributor} kept={told.data.setting} />
}

function SettingForm({ distributor, kept }: { distributor: string; kept: Setting }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [changed, setChanged] = useState<Partial<Setting>>({})
  const setting = { ...kept, ...changed }
  const change = (more: Partial<Setting>) => setChanged({ ...changed, ...more })
  const mayWrite = can(tenant, 'message.write')
  const save = useMutation({
    mutationFn: () => call.messaging.setSetting({ distributor, ...setting }),
    onSuccess: () => toast({ text: t.saved }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['message-setting'] }),
  })
  return (
    <Card className="max-w-xl">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <fieldset disabled={!mayWrite} className="space-y-4">
          <Hours setting={setting} change={change} />
          <Numbers setting={setting} change={change} />
          <Order order={setting.order} change={(order) => change({ order })} />
          {save.error && <Failed error={save.error} />}
          {mayWrite && (
            <Button type="submit" look="primary" busy={save.isPending}>
              {t.save}
            </Button>
          )}
        </fieldset>
      </form>
    </Card>
  )
}

type Part = { setting: Setting; change: (more: Partial<Setting>) => void }

function Hours({ setting, change }: Part) {
  const t = useWords(words)
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t.quietFrom}
        type="time"
        required
        value={setting.quietFrom}
        onChange={(event) => change({ quietFrom: event.target.value })}
      />
      <TextField
        label={t.quietUntil}
        type="time"
        required
        value={setting.quietUntil}
        onChange={(event) => change({ quietUntil: event.target.value })}
      />
    </div>
  )
}

const NUMBERS = [
  ['perDayMax', 'perDay', 1, 100],
  ['perTopicMax', 'perTopic', 1, 100],
  ['fallbackMinutes', 'fallback', 1, 1440],
  ['reachPercentMin', 'reachMin', 0, 100],
] as const

function Numbers({ setting, change }: Part) {
  const t = useWords(words)
  return NUMBERS.map(([field, word, min, max]) => (
    <TextField
      key={field}
      label={t[word]}
      type="number"
      required
      min={min}
      max={max}
      value={setting[field]}
      onChange={(event) => change({ [field]: Number(event.target.value) })}
    />
  ))
}

function Order({ order, change }: { order: Channel[]; change: (order: Channel[]) => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const known = Object.keys(CHANNEL) as Channel[]
  const rows = [...order, ...known.filter((one) => !order.includes(one))]
  const up = (channel: Channel) => {
    const at = order.indexOf(channel)
    const above = order[at - 1]
    if (!above) return
    change(order.map((one) => (one === channel ? above : one === above ? channel : one)))
  }
  return (
    <fieldset>
      <legend className="text-sm text-soft">{t.order}</legend>
      <ol className="divide-y divide-line">
        {rows.map((channel) => {
          const used = order.includes(channel)
          return (
            <li key={channel} className="flex items-center justify-between gap-3">
              <label className="flex min-h-11 items-center gap-3">
                <input
                  type="checkbox"
                  className="size-5 accent-accent"
                  checked={used}
                  disabled={used && order.length === 1}
                  onChange={() =>
                    change(used ? order.filter((one) => one !== channel) : [...order, channel])
                  }
                />
                {CHANNEL[channel][language]}
              </label>
              {used && order[0] !== channel && (
                <IconButton
                  label={`${t.up}: ${CHANNEL[channel][language]}`}
                  onClick={() => up(channel)}
                >
                  <ArrowUp className="size-5" aria-hidden />
                </IconButton>
              )}
            </li>
          )
        })}
      </ol>
      <p className="mt-1 text-xs text-soft">{t.orderHow}</p>
    </fieldset>
  )
}
