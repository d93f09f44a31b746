int cvterm_placeholder(void);
