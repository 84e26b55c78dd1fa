"""
Degas in Spark: verdicts on names, and infected clients, by a child process in each task.

>>> from degas_spark import with_verdicts
>>> with_verdicts(spark.table("dns"), "query").where("level = 'high'").show()  # doctest: +SKIP
"""

from .child import DegasStreamError
from .clients import with_infected_clients
from .verdicts import with_verdicts

__all__ = ["DegasStreamError", "with_infected_clients", "with_verdicts"]
