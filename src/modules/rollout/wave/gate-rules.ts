/** What a wave reached against what its programme asks for before the next one. */
export type GateSaid = {
  wave: number
  firstOrderBp: number
  wantedFirstOrderBp: number
  thirdOrderBp: number
  wantedThirdOrderBp: number
}

/**
 * The stop/go gate between waves: enough of the invited outlets ordered, and enough came to their third
 * independent order (domain.md §7).
 */
export function gateOf(
  wave: { number: number; outlets: number; firstOrder: number; thirdOrder: number },
  wanted: { gateFirstOrderBp: number; gateThirdOrderBp: number },
): { open: boolean; said: GateSaid } {
  const share = (reached: number) =>
    wave.outlets > 0 ? Math.floor((reached * 10_000) / wave.outlets) : 0
  const said = {
    wave: wave.number,
    firstOrderBp: share(wave.firstOrder),
    wantedFirstOrderBp: wanted.gateFirstOrderBp,
    thirdOrderBp: share(wave.thirdOrder),
    wantedThirdOrderBp: wanted.gateThirdOrderBp,
  }
  const open =
    said.firstOrderBp >= said.wantedFirstOrderBp && said.thirdOrderBp >= said.wantedThirdOrderBp
  return { open, said }
}
