// Shows how it goes with each service, and goes on when every frame has loaded or failed (the window's load event waits for
// them) and no first answer of a service is waited for any more, or after the wait. Without this script the link and a
// refresh do it.
;(() => {
  const link = document.getElementById('continue')
  const list = document.getElementById('services')
  const frames = Array.from(document.querySelectorAll('iframe[data-service]'))
  const askAgainMilliseconds = 400
  const called = new Set()
  let framesDone = false
  let isSettled = link.dataset.stateAddress === undefined
  let gone = false

  const show = (place, state) => {
    const entry = list?.children[place]
    const words = list?.dataset[state]
    if (entry === undefined || words === undefined || entry.dataset.state === 'confirmed') return
    if (entry.dataset.state === 'called' && state !== 'confirmed') return
    entry.dataset.state = state
    entry.querySelector('span').textContent = words
  }
  const go = () => {
    if (gone) return
    gone = true
    const to = new URL(link.href)
    // Only our own page is told which frames came through.
    if (link.dataset.staysHere !== undefined && called.size > 0) to.searchParams.set('called', [...called].join('.'))
    location.replace(to.href)
  }
  const goIfDone = () => {
    if (framesDone && isSettled) go()
  }
  const noteCalled = (frame) => {
    called.add(frame.dataset.service)
    show(Number(frame.dataset.service), 'called')
  }
  const ask = async () => {
    try {
      const answer = await fetch(link.dataset.stateAddress, { cache: 'no-store' })
      const { states = [], settled = true } = answer.ok ? await answer.json() : {}
      states.forEach((state, place) => {
        if (state !== 'unconfirmed' || !frames.some((frame) => Number(frame.dataset.service) === place)) show(place, state)
      })
      isSettled = settled
    } catch {
      isSettled = true
    }
    if (isSettled) goIfDone()
    else setTimeout(ask, askAgainMilliseconds)
  }

  for (const frame of frames) frame.addEventListener('load', () => noteCalled(frame))
  window.addEventListener('load', () => {
    for (const frame of frames) noteCalled(frame)
    framesDone = true
    goIfDone()
  })
  setTimeout(go, Number(link.dataset.waitSeconds) * 1000)
  if (!isSettled) ask()
})()
