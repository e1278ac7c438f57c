// Goes on when every frame has loaded or failed (the window's load event waits for them), or after the wait.
// Without this script the link and a refresh do it.
;(() => {
  const link = document.getElementById('continue')
  let gone = false
  const go = () => {
    if (gone) return
    gone = true
    location.replace(link.href)
  }
  window.addEventListener('load', go)
  setTimeout(go, Number(link.dataset.waitSeconds) * 1000)
})()
