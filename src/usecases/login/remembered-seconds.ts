/** How long past its end a login is remembered, so that a late visitor is told where to go (TIME-1). */
export const rememberedSeconds = 7200
