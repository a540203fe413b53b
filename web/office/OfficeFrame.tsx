import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useWords } from '../kit/language.ts'
import { can, usePlace } from '../signin/me.tsx'
import { words } from './office-words.ts'

/** The office's frame: what this role may open. */
export function OfficeFrame({ children }: { children: ReactNode }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const links = [
    { href: '/', name: t.orders, right: 'order.read' },
    { href: '/entry', name: t.entry, right: 'order.place_for' },
    { href: '/outlets', name: t.outlets, right: 'outlet.read' },
    { href: '/zones', name: t.zones, right: 'slot.write' },
    { href: '/exchange', name: t.exchange, right: 'exchange.read' },
    { href: '/me', name: t.me, right: 'order.read' },
  ].filter((link) => can(tenant, link.right))
  return (
    <div className="min-h-dvh">
      <header className="sticky top-0 z-10 border-b border-line bg-card">
        <div className="mx-auto flex min-h-14 max-w-[1600px] flex-wrap items-center gap-x-6 px-4">
          <p className="font-bold text-accent">
            Tandem <span className="font-normal text-soft">· {tenant.name}</span>
          </p>
          <nav className="-mx-2 flex flex-wrap" aria-label="Tandem">
            {links.map(({ href, name }) => (
              <Link
                key={href}
                href={href}
                className={(active) =>
                  `inline-flex min-h-11 items-center px-3 text-sm ${active ? 'font-semibold text-accent underline decoration-2 underline-offset-8' : 'text-soft hover:text-ink'}`
                }
              >
                {name}
              </Link>
            ))}
          </nav>
        </div>
      </header>
      <main className="mx-auto max-w-[1600px] px-4 py-4">{children}</main>
    </div>
  )
}
