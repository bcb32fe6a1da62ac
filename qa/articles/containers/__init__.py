"""Files that hold documents or pages: ZIP and TAR, saved pages, RTF, ODT, EPUB, WARC; and the lines of
documents.
"""
