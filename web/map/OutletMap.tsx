import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { call } from '../call.ts'
import { useLanguage, useWords } from '../kit/language.ts'
import { IconButton } from '../kit/Parts.tsx'
import type { Box, MapPoint } from './cluster-points.ts'
import { loadGround } from './ground.ts'
import { gridBox } from './map-box.ts'
import { SOURCES } from './map-sheets.ts'
import { type Look, type MapView, makeMapView, type Tiles } from './map-view.ts'
import { words } from './map-words.ts'
import type { Town } from './paint-ground.ts'
import type { Place } from './projection.ts'

type Props = {
  distributor: string
  label: string
  points: MapPoint[]
  colours: string[]
  chosen: string | null
  choose: (id: string) => void
  /** Where to look first; null: at all points. */
  start: Look | null
  moved?: (look: Look, box: Box) => void
  /** A click tells a place. */
  pick?: ((at: Place) => void) | null
  /** Told the map once it stands, to move it and to take its picture; null: it is gone. */
  ready?: (view: MapView | null) => void
  className?: string
}

const NO_TOWNS: Town[] = []

/** Outlets on a map drawn from our own outlines; nothing is asked of anybody outside. */
export function OutletMap(props: Props) {
  const tiles = useQuery({
    queryKey: ['map-tiles'],
    queryFn: () => call.platform.tiles({}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (tiles.isPending) return <div className={`map-area ${props.className ?? ''}`} aria-busy />
  return <Sheet {...props} tiles={tiles.data?.tiles ?? null} />
}

function Sheet({ tiles, className = '', ...props }: Props & { tiles: Tiles }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const area = useRef<HTMLDivElement>(null)
  const view = useRef<MapView>(null)
  const [box, setBox] = useState<Box | null>(null)
  const ground = useQuery({
    queryKey: ['map-ground'],
    queryFn: loadGround,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const towns = useTowns(props.distributor, language, box)
  // Leaflet calls back long after it was made: it is to find what stands then.
  const now = useRef(props)
  useEffect(() => {
    now.current = props
  })
  useEffect(() => {
    if (!area.current) return undefined
    const { points, colours, chosen, start } = now.current
    const first = { points, colours, chosen, language: 'uk' as const, picking: false }
    const made = makeMapView(
      area.current,
      { ...first, ground: null, towns: NO_TOWNS },
      {
        choose: (id) => now.current.choose(id),
        pick: (at) => now.current.pick?.(at),
        moved: (look, seen) => {
          setBox(seen)
          now.current.moved?.(look, seen)
        },
      },
      tiles,
    )
    view.current = made
    now.current.ready?.(made)
    if (start) made.look(start)
    else made.fit()
    const gone = now.current.ready
    return () => {
      made.remove()
      view.current = null
      gone?.(null)
    }
  }, [tiles])
  const { points, colours, chosen } = props
  const picking = Boolean(props.pick)
  useEffect(() => view.current?.show({ points }), [points])
  useEffect(() => {
    view.current?.show({ colours, chosen, language, picking, ground: ground.data ?? null, towns })
  }, [colours, chosen, language, picking, ground.data, towns])
  return (
    <div className={`relative isolate ${className}`}>
      <section
        ref={area}
        className="map-area h-full w-full rounded-card border border-line"
        aria-label={props.label}
        aria-description={t.keys}
        tabIndex={0}
        data-ready={ground.data && box ? 'yes' : undefined}
      />
      {picking && <span className="map-cross" aria-hidden />}
      <div className="no-print absolute top-2 right-2 z-[800] grid rounded-control bg-card shadow-lifted">
        <IconButton label={t.closer} onClick={() => view.current?.zoom(1)}>
          <Plus size={20} aria-hidden />
        </IconButton>
        <IconButton label={t.farther} onClick={() => view.current?.zoom(-1)}>
          <Minus size={20} aria-hidden />
        </IconButton>
        <IconButton label={t.all} onClick={() => view.current?.fit()}>
          <Maximize size={20} aria-hidden />
        </IconButton>
      </div>
      <p className="absolute right-2 bottom-1 z-[800] rounded bg-card/90 px-1.5 text-xs text-soft">
        {tiles ? `${tiles.attribution} · ${SOURCES}` : SOURCES}
      </p>
      {ground.isError && (
        <p role="status" className="absolute top-2 left-2 z-[800] rounded bg-card px-2 text-sm">
          {t.noGround}
        </p>
      )}
    </div>
  )
}

/** The towns to write on what is in sight; asked by boxes of a grid: a push asks nothing new. */
function useTowns(distributor: string, language: string, box: Box | null): Town[] {
  const grid = box && gridBox(box)
  const towns = useQuery({
    queryKey: ['towns', distributor, language, grid],
    queryFn: () => (grid ? call.outlets.towns({ distributor, ...grid }) : null),
    enabled: grid !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return towns.data?.towns ?? NO_TOWNS
}
