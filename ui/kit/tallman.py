"""Tall-man letters for look-alike drug names. No Qt.

Source: FDA and ISMP Lists of Look-Alike Drug Names with Recommended Tall Man Letters (ISMP 2023, first issued
by FDA in 2001): names met in mental health and those they are confused with. A name that is not listed stays
as it is.
"""

from __future__ import annotations

import re

TALL_MAN = (
    # FDA-approved list
    *("buPROPion", "busPIRone", "chlorproMAZINE", "chlorproPAMIDE", "clomiPHENE", "clomiPRAMINE"),
    *("cycloSERINE", "cycloSPORINE", "dimenhyDRINATE", "diphenhydrAMINE", "hydrALAZINE", "hydrOXYzine"),
    *("prednisoLONE", "predniSONE"),
    # additional names recommended by ISMP
    *("ALPRAZolam", "ARIPiprazole", "atoMOXetine", "carBAMazepine", "chlordiazePOXIDE", "clonazePAM"),
    *("cloNIDine", "diazePAM", "dilTIAZem", "DULoxetine", "FLUoxetine", "fluPHENAZine", "fluvoxaMINE"),
    *("guaiFENesin", "guanFACINE", "HYDROcodone", "HYDROmorphone", "lamiVUDine", "lamoTRIgine"),
    *("levETIRAcetam", "LORazepam", "metFORMIN", "metroNIDAZOLE", "OLANZapine", "OXcarbazepine"),
    *("oxyCODONE", "PARoxetine", "PENTobarbital", "PHENobarbital", "QUEtiapine", "RABEprazole"),
    *("risperiDONE", "rOPINIRole", "SUMAtriptan", "tiaGABine", "tiZANidine", "traMADol", "traZODone"),
    "ZOLMitriptan",
)
_BY_NAME = {name.lower(): name for name in TALL_MAN}
_WORD = re.compile(r"[A-Za-z]+")
_SAINT = re.compile(r"\bst(\.?) john('s|s|’s) wort", re.IGNORECASE)


def tall_man(text: str) -> str:
    """The text with every listed drug name in tall-man letters: `quetiapine` becomes `QUEtiapine`, and the
    herb named after a saint with its capitals: the knowledge base has names in small letters.
    """
    tall = _WORD.sub(lambda found: _BY_NAME.get(found[0].lower(), found[0]), text)
    return _SAINT.sub(r"St\1 John\2 wort", tall)
