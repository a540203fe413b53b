import {
  AlarmClock,
  ArrowLeftRight,
  ClipboardList,
  Headset,
  ListChecks,
  type LucideIcon,
  MapPinned,
  MessageSquare,
  Package,
  Percent,
  PhoneCall,
  Rocket,
  ScrollText,
  Store,
  Truck,
  Wallet,
} from 'lucide-react'
import type { Phrase } from '../../src/platform/language.ts'
import { words } from './office-words.ts'

type Section = { href: string; name: Phrase; icon: LucideIcon; right: string; under?: string[] }

/** What the office may open, in groups; each stands there only for those who hold its right. */
export const SECTIONS: Section[][] = [
  [
    { href: '/', name: words.orders, icon: ClipboardList, right: 'order.read', under: ['/orders'] },
    { href: '/entry', name: words.entry, icon: PhoneCall, right: 'order.place_for' },
    { href: '/products', name: words.products, icon: Package, right: 'catalogue.write' },
    { href: '/outlets', name: words.outlets, icon: Store, right: 'outlet.read', under: ['/o'] },
    { href: '/late', name: words.late, icon: AlarmClock, right: 'order.place_for' },
    { href: '/debts', name: words.debts, icon: Wallet, right: 'account.read' },
    { href: '/discounts', name: words.discounts, icon: Percent, right: 'order.release' },
  ],
  [
    { href: '/desk', name: words.desk, icon: Headset, right: 'rollout.contact' },
    {
      href: '/launch',
      name: words.launch,
      icon: Rocket,
      right: 'rollout.read',
      under: ['/launch'],
    },
    { href: '/fit', name: words.fit, icon: ListChecks, right: 'rollout.read', under: ['/fit'] },
  ],
  [
    { href: '/map', name: words.map, icon: MapPinned, right: 'outlet.read' },
    { href: '/zones', name: words.zones, icon: Truck, right: 'slot.write' },
  ],
  [
    { href: '/messages', name: words.messages, icon: MessageSquare, right: 'message.read' },
    { href: '/exchange', name: words.exchange, icon: ArrowLeftRight, right: 'exchange.read' },
    { href: '/journal', name: words.journal, icon: ScrollText, right: 'audit.read' },
  ],
]
