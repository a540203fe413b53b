import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useWords } from '../kit/language.ts'
import { words } from './frame-words.ts'
import { isHere, type Place } from './places.ts'

type Props = {
  /** Where one is: an outlet, a distributor. */
  head: ReactNode
  /** What is always in sight on the right: the next delivery. */
  aside?: ReactNode
  tabs: Place[]
  children: ReactNode
}

/** The frame of shop and field: tabs under the thumb on a phone, in the top bar on a desk. */
export function Frame({ head, aside, tabs, children }: Props) {
  const t = useWords(words)
  return (
    <div className="framed min-h-dvh">
      <a href="#content" className="skip">
        {t.skip}
      </a>
      <header className="sticky top-0 z-10 border-b border-line bg-card">
        <div className="mx-auto flex min-h-14 max-w-6xl items-center justify-between gap-4 px-4 md:grid md:grid-cols-[1fr_auto_1fr]">
          <div className="min-w-0">{head}</div>
          <Tabs tabs={tabs} label={t.menu} className="hidden md:flex" />
          <div className="shrink-0 justify-self-end">{aside}</div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-4">
        {children}
      </main>
      <Tabs tabs={tabs} label={t.menu} className="thumb-tabs md:hidden" />
    </div>
  )
}

function Tabs({ tabs, label, className }: { tabs: Place[]; label: string; className: string }) {
  const [address] = useLocation()
  return (
    <nav className={className} aria-label={label}>
      {tabs.map((tab) => (
        <Tab key={tab.href} tab={tab} here={isHere(address, tab)} />
      ))}
    </nav>
  )
}

function Tab({ tab, here }: { tab: Place; here: boolean }) {
  const { href, name, icon: Icon, count = 0 } = tab
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={`tab relative flex min-h-14 min-w-0 flex-col items-center justify-center gap-0.5 md:px-3 ${here ? 'font-semibold text-accent' : 'text-soft hover:text-ink'}`}
    >
      <Icon size={22} aria-hidden />
      <span className="max-w-full truncate">{name}</span>
      {count > 0 && (
        <span className="absolute top-1.5 left-1/2 ml-2 grid min-w-5 place-items-center rounded-full bg-accent px-1 text-[0.75rem] font-bold text-white">
          {count}
        </span>
      )}
      {here && <span aria-hidden className="absolute inset-x-3 top-0 h-0.5 bg-accent md:hidden" />}
    </Link>
  )
}
