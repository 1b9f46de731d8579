"""The parts that screens are made of. They get words already translated and know no record.

Look here before making a widget; what two pages need belongs here. What there is, by need:

- to say something: `text` (labels, pictures, `dotted`, `isolated`), `chip` (a state in a word),
  `banner` (a message that stays, and what a form needs mended), `toast` (one that goes by itself,
  with a way to undo), `empty` (what a list says when it is empty);
- to hold something: `card` (a titled frame, a figure, a line that opens), `flow` (sets widgets in
  lines like words), `page_frame` (scrolls a page that has too little room), `photo_card`;
- to press or answer: `button`, `choice` (a few answers side by side, and one of them always),
  `select` (one of many), `guarded` (texts that copy only on purpose), `tabs` (sections of a form);
- around all pages: `sidebar` and `topbar`; `focus` gives the focus back after what stood over them.

Sizes: a control is 40 logical pixels high (`style_sheet.CONTROL_HEIGHT`), in a list never below 36;
gaps are 4, 8, 14 and 18. Colours are tokens of `theme`. Motion: nothing moves by itself but a
progress bar, and nothing that would matter is told by motion alone.
"""
