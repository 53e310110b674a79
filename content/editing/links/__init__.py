"""The links that editors wrote: found in what is stored, judged and reported. Other machines are not asked."""
