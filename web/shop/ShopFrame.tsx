import { useQuery } from '@tanstack/react-query'
import { ClipboardList, House, LayoutGrid, ShoppingBasket, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { call } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { useCart } from '../order/cart.ts'
import { words } from '../order/order-page-words.ts'
import { useSlots } from '../order/SlotPicker.tsx'

type Props = { distributor: string; outletId: string; children: ReactNode }

const more = {
  me: { uk: 'Я', en: 'Me', ru: 'Я' },
  skip: { uk: 'До вмісту', en: 'Skip to content', ru: 'К содержанию' },
}

/** The frame of the shop: which outlet, when the truck comes, and the five places to go. */
export function ShopFrame({ distributor, outletId, children }: Props) {
  const t = useWords(words)
  const m = useWords(more)
  const f = useFormats()
  const { cart } = useCart(outletId)
  const slots = useSlots(distributor, outletId)
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
    staleTime: 300_000,
  })
  const slot = slots.data?.slots[0]
  return (
    <div className="min-h-dvh pb-20 md:pb-0">
      <a href="#content" className="sr-only focus:not-sr-only">
        {m.skip}
      </a>
      <header className="sticky top-0 z-10 border-b border-line bg-card">
        <div className="mx-auto flex min-h-14 max-w-6xl items-center justify-between gap-4 px-4">
          <Link
            href="~/shop/"
            className="min-w-0 py-2"
            aria-label={`${t.switchOutlet}: ${outlet.data?.name ?? ''}`}
          >
            <span className="block truncate font-semibold">{outlet.data?.name ?? '…'}</span>
            <span className="block truncate text-xs text-faint">
              {outlet.data && `${outlet.data.city}, ${outlet.data.address}`}
            </span>
          </Link>
          <Tabs className="hidden md:flex" count={cart.lines.length} />
          {slot && (
            <p className="shrink-0 text-right text-xs text-soft">
              {t.delivery} <strong className="text-ink">{f.day(slot.deliveryDay)}</strong>
              <span className="block">
                {t.orderUntil} {f.time(slot.cutOffAt)}
              </span>
            </p>
          )}
        </div>
      </header>
      <main id="content" className="mx-auto max-w-6xl px-4 py-4">
        {children}
      </main>
      <Tabs
        className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-5 border-t border-line bg-card md:hidden"
        count={cart.lines.length}
      />
    </div>
  )
}

function Tabs({ className, count }: { className: string; count: number }) {
  const t = useWords(words)
  const m = useWords(more)
  const tabs = [
    { href: '/', name: t.home, icon: House },
    { href: '/catalogue', name: t.catalogue, icon: LayoutGrid },
    { href: '/cart', name: t.cart, icon: ShoppingBasket },
    { href: '/orders', name: t.orders, icon: ClipboardList },
    { href: '/me', name: m.me, icon: User },
  ]
  return (
    <nav className={className} aria-label="Tandem">
      {tabs.map((tab) => (
        <Tab key={tab.href} {...tab} count={tab.href === '/cart' ? count : 0} />
      ))}
    </nav>
  )
}

type TabProps = { href: string; name: string; icon: typeof House; count: number }

function Tab({ href, name, icon: Icon, count }: TabProps) {
  const [exact] = useRoute(href)
  const [below] = useRoute(`${href}/*`)
  const active = exact || (below && href !== '/')
  return (
    <Link
      href={href}
      aria-current={active ? 'page' : undefined}
      className={`relative flex min-h-14 flex-col items-center justify-center gap-0.5 px-3 text-xs ${active ? 'font-semibold text-accent' : 'text-soft'}`}
    >
      <Icon size={22} aria-hidden />
      {name}
      {count > 0 && (
        <span className="absolute top-1.5 left-1/2 ml-2 grid min-w-5 place-items-center rounded-full bg-accent px-1 text-[0.75rem] font-bold text-white">
          {count}
        </span>
      )}
    </Link>
  )
}
