import type { ButtonHTMLAttributes, InputHTMLAttributes, ReactNode } from 'react'

const LOOKS = {
  primary: 'bg-accent text-white hover:bg-accent-deep disabled:bg-line disabled:text-faint',
  plain: 'bg-card text-ink border border-line hover:border-accent disabled:text-faint',
  quiet: 'text-accent hover:bg-accent-pale',
  danger: 'bg-card text-bad border border-line hover:border-bad',
} as const

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: keyof typeof LOOKS
  busy?: boolean
}

export function Button({ look = 'plain', busy, className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 font-medium transition-colors ${LOOKS[look]} ${className}`}
    >
      {busy ? '…' : children}
    </button>
  )
}

type FieldProps = InputHTMLAttributes<HTMLInputElement> & { label: string; hideLabel?: boolean }

export function TextField({ label, hideLabel, className = '', ...rest }: FieldProps) {
  return (
    <label className={`block ${className}`}>
      <span className={hideLabel ? 'sr-only' : 'mb-1 block text-sm text-soft'}>{label}</span>
      <input
        {...rest}
        className="min-h-11 w-full rounded-control border border-line bg-card px-3 text-base placeholder:text-faint focus:border-accent"
      />
    </label>
  )
}

const TONES = {
  plain: 'bg-ground text-soft',
  accent: 'bg-accent-pale text-accent-deep',
  good: 'bg-good-pale text-good',
  warn: 'bg-warn-pale text-warn',
  bad: 'bg-bad-pale text-bad',
} as const
export type Tone = keyof typeof TONES

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}

export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <section className={`rounded-card border border-line bg-card p-4 ${className}`}>
      {children}
    </section>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-card border border-dashed border-line bg-card px-6 py-10 text-center">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-2 text-sm text-soft">{children}</div>}
    </div>
  )
}

export function Skeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div aria-busy="true" className="space-y-3">
      {Array.from({ length: rows }, (_, i) => (
        <div key={String(i)} className="h-16 animate-pulse rounded-card bg-line/60" />
      ))}
    </div>
  )
}

export function Alert({ tone = 'warn', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div role="alert" className={`rounded-control px-4 py-3 text-sm ${TONES[tone]}`}>
      {children}
    </div>
  )
}

export function Picture({ src, size = 'size-16' }: { src: string | null; size?: string }) {
  if (!src) {
    return <span aria-hidden className={`${size} shrink-0 rounded-control bg-accent-pale`} />
  }
  return (
    <img
      src={src}
      alt=""
      loading="lazy"
      className={`${size} shrink-0 rounded-control bg-ground object-cover`}
    />
  )
}
