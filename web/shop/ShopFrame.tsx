import { useQuery } from '@tanstack/react-query'
import {
  ChevronsUpDown,
  ClipboardList,
  House,
  LayoutGrid,
  ShoppingBasket,
  User,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { call } from '../call.ts'
import { Frame } from '../frame/Frame.tsx'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { useCart } from '../order/cart.ts'
import { words } from '../order/order-page-words.ts'
import { useSlots } from '../order/SlotPicker.tsx'
import { placeText } from '../outlets/place-text.ts'
import { neededPart } from '../part.tsx'
import { somethingWaits } from '../silence.ts'

const WaitingOrders = neededPart(
  async () => (await import('../waiting/WaitingOrders.tsx')).WaitingOrders,
  somethingWaits,
)

type Props = { distributor: string; outletId: string; children: ReactNode }

const more = { me: { uk: 'Я', en: 'Me', ru: 'Я' } }

/** The frame of the shop: which outlet, when the truck comes, and the five places to go. */
export function ShopFrame({ distributor, outletId, children }: Props) {
  const t = useWords(words)
  const m = useWords(more)
  const { cart } = useCart(outletId)
  const [atHome] = useRoute('/')
  const tabs = [
    { href: '/', name: t.home, icon: House },
    { href: '/catalogue', name: t.catalogue, icon: LayoutGrid, under: ['/product'] },
    { href: '/cart', name: t.cart, icon: ShoppingBasket, count: cart.lines.length },
    { href: '/orders', name: t.orders, icon: ClipboardList },
    { href: '/me', name: m.me, icon: User },
  ]
  return (
    <Frame
      head={<Outlet distributor={distributor} outletId={outletId} />}
      aside={!atHome && <NextSlot distributor={distributor} outletId={outletId} />}
      tabs={tabs}
    >
      <WaitingOrders screen="shop" />
      {children}
    </Frame>
  )
}

type Place = { distributor: string; outletId: string }

function Outlet({ distributor, outletId }: Place) {
  const t = useWords(words)
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
    staleTime: 300_000,
  })
  return (
    <Link
      href="~/shop/"
      className="flex min-h-11 min-w-11 items-center gap-2"
      aria-label={`${t.switchOutlet}: ${outlet.data?.name ?? ''}`}
    >
      <span className="min-w-0">
        <span className="block truncate font-semibold">
          {outlet.data?.name ?? (outlet.isError ? t.switchOutlet : '…')}
        </span>
        <span className="block truncate text-xs text-faint">
          {outlet.data && placeText(outlet.data.city, outlet.data.address)}
        </span>
      </span>
      <ChevronsUpDown size={16} aria-hidden className="shrink-0 text-faint" />
    </Link>
  )
}

/** The next truck and the time left for it, in sight on every page. */
function NextSlot({ distributor, outletId }: Place) {
  const t = useWords(words)
  const f = useFormats()
  const slots = useSlots(distributor, outletId)
  const slot = slots.data?.slots.find((known) => !known.full)
  if (!slots.data || !slot) return null
  const { now, heardAt } = slots.data
  return (
    <p className="shrink-0 text-right text-xs text-soft">
      {t.delivery} <strong className="text-ink">{f.day(slot.deliveryDay)}</strong>
      <span className="block">
        {t.until} {f.until(slot.cutOffAt, now)} ·{' '}
        <Countdown until={slot.cutOffAt} now={now} heardAt={heardAt} />
      </span>
    </p>
  )
}
