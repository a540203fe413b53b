import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Alert, Badge, Button } from '../kit/Parts.tsx'
import { deviceName } from '../signin/device-name.ts'
import { canPush, subscribe, subscribed } from './browser-push.ts'
import { words } from './my-words.ts'

type Browser = { id: string; userAgent: string; endpoint: string }
type Props = { distributor: string; pushKey: string; browsers: Browser[] }

/** The browsers that show my messages; this one asks only when I tap. */
export function MyBrowsers({ distributor, pushKey, browsers }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const here = useQuery({ queryKey: ['subscribed'], queryFn: subscribed })
  const settle = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['my-messages'] }),
      queries.invalidateQueries({ queryKey: ['subscribed'] }),
    ])
  const turnOn = useMutation({
    mutationFn: async () => {
      const browser = await subscribe(pushKey)
      if (!browser) return false
      const userAgent = navigator.userAgent.slice(0, 200)
      await call.messaging.addBrowser({ distributor, ...browser, userAgent })
      return true
    },
    onSettled: settle,
  })
  const turnOff = useMutation({
    mutationFn: (browserId: string) => call.messaging.dropBrowser({ distributor, browserId }),
    onSettled: settle,
  })
  const isHere = browsers.some(({ endpoint }) => endpoint === here.data)
  return (
    <div className="space-y-2">
      <ul className="divide-y divide-line">
        {browsers.map((browser) => (
          <li key={browser.id} className="flex items-center justify-between gap-3 py-1">
            <span className="min-w-0 truncate text-sm">
              {deviceName(browser.userAgent) ?? t.unknownBrowser}{' '}
              {browser.endpoint === here.data && <Badge tone="good">{t.isOn}</Badge>}
            </span>
            <Button look="danger" onClick={() => turnOff.mutate(browser.id)}>
              {t.turnOff}
            </Button>
          </li>
        ))}
      </ul>
      {!canPush() && <p className="text-sm text-soft">{t.cannot}</p>}
      {canPush() && !isHere && (
        <Button className="w-full" busy={turnOn.isPending} onClick={() => turnOn.mutate()}>
          {t.turnOn}
        </Button>
      )}
      {turnOn.data === false && <Alert>{t.denied}</Alert>}
      {turnOn.error && <Failed error={turnOn.error} />}
      {turnOff.error && <Failed error={turnOff.error} />}
    </div>
  )
}
