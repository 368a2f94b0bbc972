"""Which diagnoses are psychiatric: ICD chapters, and SNOMED CT concepts that outpatient records use most."""

ICD10 = (
    "http://hl7.org/fhir/sid/icd-10-cm",
    "http://hl7.org/fhir/sid/icd-10",
    "urn:oid:2.16.840.1.113883.6.90",
)
ICD9 = ("http://hl7.org/fhir/sid/icd-9-cm", "urn:oid:2.16.840.1.113883.6.103")
SNOMED = "http://snomed.info/sct"

_LISTED = (
    # disorders of mood
    "370143000 36923009 66344007 35489007 310495003 310496002 310497006 832007 79298009 15639000 36474008 "
    "87512008 78667006 58703003 13746004 371596008 83225003 162004 "
    # of anxiety, trauma and obsession
    "197480006 21897009 371631005 25501002 61569007 191736004 47505003 67195008 17226007 11806006 231504006 "
    # psychoses
    "58214004 68890003 69322001 "
    # of attention and development, conduct, tics
    "192127007 406506008 31177006 35253001 7461003 408856003 35919005 18941000 5158005 "
    # of eating, personality, dissociation
    "72366004 56882008 78004001 33449004 20010003 44376007 "
    # of substance use
    "7200002 15167005 66590003 5602001 75544000 26416006 191816009 "
    # cognitive, and not further said
    "52448006 2776000 74732009 26929004 230265002 429998004 80098002 386805003 "
    # of suicide
    "6471006 82313006 225444004"
)
_SNOMED_PSYCHIATRIC = frozenset(_LISTED.split())


def is_psychiatric(system: str, code: str) -> bool:
    """True for ICD-10 chapter F, ICD-9 290-319 and the SNOMED CT concepts listed; False is "not known to be".

    SNOMED CT has no chapters; without its hierarchy only listed concepts are recognised.
    """
    if system in ICD10:
        return code.upper().startswith("F")
    if system in ICD9:
        return code[:3].isdigit() and 290 <= int(code[:3]) <= 319
    return system == SNOMED and code in _SNOMED_PSYCHIATRIC
