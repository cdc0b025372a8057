from pyfidget.host.api import *
from pyfidget.version import VERSION as __version__
