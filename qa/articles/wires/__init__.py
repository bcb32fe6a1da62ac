"""Files of news agencies: NewsML-G2, NewsML 1.2, NITF, ninjs, and the JSON that wires send."""
