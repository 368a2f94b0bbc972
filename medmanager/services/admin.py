"""People and practice: users, roles, hours, policies."""

from dataclasses import replace

from medmanager.domain.audit import AuditEntry, AuditVerdict
from medmanager.domain.changes import Changes
from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import UserId
from medmanager.domain.practice import Practice
from medmanager.domain.user import Act, Role, User, check_password, sign_in_name
from medmanager.services.session import Session


class Admin:
    """What an administrator decides. Everybody may change her own password."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def users(self) -> tuple[User, ...]:
        """All people of the practice, active first, by name."""
        with self._session.read(Act.SEE_SCHEDULE) as work:
            return tuple(sorted(work.users.all(), key=lambda user: (not user.active, user.display_name)))

    def providers(self) -> tuple[User, ...]:
        """People who see patients: the columns of the calendar."""
        seeing = {Role.PROVIDER, Role.NURSE_PRACTITIONER}
        return tuple(user for user in self.users() if user.active and user.role in seeing)

    def add_user(
        self, login: str, display_name: str, role: Role, password: str, credentials: str = ""
    ) -> User:
        """Let a new person in. Raises Refused for a login that is taken or a password that is too short."""
        self._session.require(Act.EDIT_USERS)
        check_password(password)
        name = sign_in_name(login)
        if any(user.login == name for user in self.users()):
            raise Refused(f"The sign-in name {name} is taken. Choose another one.", "login")
        if not display_name.strip():
            raise Refused("Write the person's name.", "display_name")
        user = User(UserId(self._session.new_id()), name, display_name.strip(), role, credentials.strip())
        return self._session.gate.add_person(self._session.store, user, password)

    def edit_user(self, user: User) -> Changes:
        """Save name, role, signing right or colour. The last administrator stays one."""
        self._keep_an_admin(user)
        with self._session.write(
            Act.EDIT_USERS, "edit user", detail=f"user {user.id} role {user.role}"
        ) as work:
            work.users.save(user)
        return work.changes

    def name_safety_owner(self, user: User) -> Changes:
        """One clinician answers for the practice's alerts; whoever did before no longer does."""
        if not (user.active and user.may(Act.SEE_CHART)):
            raise Refused("The safety owner must be somebody who sees patients.", "owner")
        detail = f"user {user.id}"
        with self._session.write(Act.EDIT_USERS, "name safety owner", detail=detail) as work:
            for one in work.users.all():
                if one.safety_owner != (one.id == user.id):
                    work.users.save(replace(one, safety_owner=one.id == user.id))
        return work.changes

    def remove_user(self, user: User) -> Changes:
        """Take sign-in away; the name stays under what the person wrote."""
        if user.id == self._session.user.id:
            raise Refused("You cannot remove yourself. Ask another administrator.")
        gone = replace(user, active=False)
        self._keep_an_admin(gone)
        self._session.require(Act.EDIT_USERS)
        self._session.gate.remove_person(self._session.store, user.login)
        with self._session.write(Act.EDIT_USERS, "remove user", detail=f"user {user.id}") as work:
            held = work.users.get(user.id)
            if held.active:
                work.users.save(replace(held, active=False))
        return work.changes

    def reset_password(self, user: User, password: str) -> None:
        """A new password for somebody who forgot hers; audited."""
        check_password(password)
        with self._session.write(Act.EDIT_USERS, "reset password", detail=f"user {user.id}"):
            self._session.gate.reset_password(self._session.store, user.login, password)

    def let_in_again(self, user: User, password: str) -> Changes:
        """Give somebody who was removed a new password and her sign-in back."""
        check_password(password)
        with self._session.write(Act.EDIT_USERS, "let in again", detail=f"user {user.id}") as work:
            work.users.save(replace(work.users.get(user.id), active=True))
        self._session.gate.reset_password(self._session.store, user.login, password)
        return work.changes

    def new_recovery_key(self) -> str:
        """A recovery key in place of the one on paper, which opens nothing any more; audited.

        Raises NotAllowed where there is none, as on a server.
        """
        with self._session.write(Act.BACK_UP, "new recovery key"):
            return self._session.gate.new_recovery_key(self._session.store)

    def change_own_password(self, old: str, new: str) -> None:
        """Raises NotAllowed when the old one does not fit."""
        check_password(new)
        self._session.gate.change_password(self._session.user.login, old, new)

    def edit_practice(self, practice: Practice) -> Changes:
        """Save name, phones, hours and policies. Which alerts are shown is not decided here."""
        held = self._session.practice
        if practice.alert_levels != held.alert_levels:
            raise NotAllowed("Only the safety owner may change which alerts are shown.")
        if practice.metabolic_schedule != held.metabolic_schedule:
            raise NotAllowed("Only the safety owner may change which schedule of tests is followed.")
        if not practice.name.strip():
            raise Refused("Write the name of the practice.", "name")
        with self._session.write(Act.EDIT_PRACTICE, "edit practice") as work:
            work.practice.save(practice)
        self._session.refresh_practice()
        return work.changes

    def audit(self, days: int) -> tuple[AuditEntry, ...]:
        """Entries of the last so many days, oldest first."""
        self._session.require(Act.SEE_AUDIT)
        from_ = self._session.days_ago(days)
        return self._session.store.audit(from_, self._session.now())

    def verify_audit(self) -> AuditVerdict:
        """Check the whole audit chain; the verdict names the first entry that does not fit."""
        self._session.require(Act.SEE_AUDIT)
        return self._session.store.verify_audit()

    def _keep_an_admin(self, changed: User) -> None:
        others = (user for user in self.users() if user.id != changed.id)
        admins = [user for user in (*others, changed) if user.active and user.role is Role.ADMIN]
        if not admins:
            raise Refused("This is the last administrator. Make somebody else administrator first.", "role")
