// Makes the copy buttons work and shows them. A page without this script loses nothing but the buttons.
;(() => {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const label = button.textContent
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
      button.textContent = button.dataset.copied
      setTimeout(() => {
        button.textContent = label
      }, 2000)
    })
  }
})()
