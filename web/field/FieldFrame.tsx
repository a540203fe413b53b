import { useQuery } from '@tanstack/react-query'
import { Bell, MapPinned, Moon, QrCode, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../call.ts'
import { Frame } from '../frame/Frame.tsx'
import { useWords } from '../kit/language.ts'
import { can, usePlace } from '../signin/me.tsx'
import { WaitingOrders } from '../waiting/WaitingOrders.tsx'
import { words } from './field-words.ts'

/** The agent's frame: outlets, overnight, events, me; of who only stands at counters: the counter. */
export function FieldFrame({ children }: { children: ReactNode }) {
  const t = useWords(words)
  const { me, tenant } = usePlace()
  const hasRoute = can(tenant, 'field.read')
  const notices = useQuery({
    queryKey: ['notices', tenant.code],
    queryFn: () => call.field.notices({ distributor: tenant.code, limit: 50 }),
    enabled: hasRoute,
  })
  const myself = { href: '/me', name: t.me, icon: User }
  const agentTabs = [
    {
      href: '/',
      name: t.outlets,
      icon: MapPinned,
      under: ['/o', '/map', '/collect', '/covenant', '/plan', '/counter'],
    },
    { href: '/overnight', name: t.overnight, icon: Moon },
    { href: '/notices', name: t.notices, icon: Bell, count: notices.data?.unread ?? 0 },
    myself,
  ]
  const counterTabs = [
    { href: '/counter', name: t.counter, icon: QrCode, under: ['/counter'] },
    myself,
  ]
  const head = (
    <p className="flex min-h-14 flex-col justify-center">
      <span className="block truncate font-semibold">{me.person.name}</span>
      <span className="block truncate text-xs text-faint">{tenant.name}</span>
    </p>
  )
  return (
    <Frame head={head} tabs={hasRoute ? agentTabs : counterTabs}>
      <WaitingOrders screen="field" />
      {children}
    </Frame>
  )
}
