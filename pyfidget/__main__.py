"""`python3 -m pyfidget`: the installed command `pyfidget`."""
import sys

if __name__ == '__main__':
    if sys.version_info[0] == 2:
        sys.exit('pyfidget: the command needs Python 3; python2.7 -m pyfidget.untranslated draws with Python 2.7')
    from pyfidget.host.command import main
    main()
