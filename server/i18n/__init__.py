"""Texts of every page: English in the code, other languages in catalogues here.

Holds no rule and knows no page; a language is a folder of gettext files.
"""
