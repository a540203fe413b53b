import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { CHANNEL } from '../../messages/message-words.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { ChannelDialog } from './ChannelDialog.tsx'
import { words } from './messages-words.ts'
import type { Told, Way } from './told.ts'

type Reached = Awaited<ReturnType<typeof call.messaging.reach>>['channels'][number]

const COUNTS = ['sent', 'delivered', 'read', 'acted', 'failed', 'unknown'] as const

/** The channels: how each is reached, and what it came to. */
export function MessageChannels({ distributor, told }: { distributor: string; told: Told }) {
  const t = useWords(words)
  const [changing, setChanging] = useState<Way | null>(null)
  const reach = useQuery({
    queryKey: ['reach', distributor],
    queryFn: () => call.messaging.reach({ distributor, days: 30 }),
  })
  const error = told.error ?? reach.error
  if (error)
    return <Failed error={error} retry={() => Promise.all([told.refetch(), reach.refetch()])} />
  if (!told.data || !reach.data) return <Skeleton rows={5} />
  const { demo, setting } = told.data
  const figure = (name: string) => ({ name, figure: true })
  const heads = [
    t.channel,
    figure(t.price),
    ...COUNTS.map((name) => figure(t[name])),
    figure(t.cost),
    { name: t.change, hidden: true },
  ]
  return (
    <>
      <Table label={`${t.reach} ${t.days}`} heads={heads} testId="channels">
        {told.data.channels.map((way) => (
          <ChannelRow
            key={way.channel}
            distributor={distributor}
            way={way}
            demo={demo}
            inOrder={setting.order.includes(way.channel)}
            reached={reach.data.channels.find(({ channel }) => channel === way.channel)}
            change={() => setChanging(way)}
          />
        ))}
      </Table>
      <p className="text-xs text-soft">{t.days}</p>
      {changing && (
        <ChannelDialog distributor={distributor} way={changing} close={() => setChanging(null)} />
      )}
    </>
  )
}

type RowProps = {
  distributor: string
  way: Way
  demo: boolean
  /** Whether the rules let messages go by it. */
  inOrder: boolean
  reached: Reached | undefined
  change: () => void
}

function ChannelRow({ distributor, way, demo, inOrder, reached, change }: RowProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const name = CHANNEL[way.channel][language]
  return (
    <tr>
      <td>
        <span className="block font-medium">{name}</span>
        <ChannelState way={way} demo={demo} />
        {way.enabled && !inOrder && <span className="block text-xs text-soft">{t.notInOrder}</span>}
      </td>
      <td className="figure">{f.money(way.priceMinor)}</td>
      {COUNTS.map((count) => (
        <td key={count} className="figure">
          {reached?.[count] ?? 0}
        </td>
      ))}
      <td className="figure">{f.money(reached?.costMinor ?? 0)}</td>
      <td>
        {can(tenant, 'message.write') && (
          <span className="flex justify-end gap-2">
            <TestButton distributor={distributor} way={way} name={name} />
            <Button aria-label={`${t.change}: ${name}`} onClick={change}>
              {t.change}
            </Button>
          </span>
        )}
      </td>
    </tr>
  )
}

function ChannelState({ way, demo }: { way: Way; demo: boolean }) {
  const t = useWords(words)
  const alone = way.channel === 'push' || way.channel === 'operator'
  if (!way.enabled) return <Badge tone="line">{way.configured ? t.off : t.notSet}</Badge>
  if (alone || way.driver.kind !== 'plain') return <Badge tone="good">{t.on}</Badge>
  return demo ? <Badge tone="accent">{t.demo}</Badge> : <Badge tone="warn">{t.notSet}</Badge>
}

function TestButton({ distributor, way, name }: { distributor: string; way: Way; name: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () =>
      call.messaging.test({ distributor, testId: crypto.randomUUID(), channel: way.channel }),
    onSuccess: () => toast({ text: t.tested }),
    onError: (error) => toast({ text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
  return (
    <Button
      aria-label={`${t.test}: ${name}`}
      disabled={!way.enabled}
      busy={send.isPending}
      onClick={() => send.mutate()}
    >
      {t.test}
    </Button>
  )
}
