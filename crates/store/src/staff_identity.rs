//! Which member of staff someone is whom a provider knows. That the provider said so is the server's to check.

use crate::statement::query;
use crate::{Error, Staff, Tx};
use domain::ids::StaffId;
use domain::time::Timestamp;

impl Tx {
    /// Lets a member of staff sign in at the provider, who is known by this address the first time; whom they were there
    /// before is forgotten. Compared as it is: fold the address before it comes here.
    ///
    /// # Errors
    /// [`Error::Conflict`] when someone else has the address or there is no such member of staff.
    pub async fn allow_identity(&mut self, id: &StaffId, email: &str, now: Timestamp) -> Result<(), Error> {
        self.forbid_identity(id).await?;
        let statement = query("INSERT INTO staff_identity (staff_id, email, allowed_at) VALUES ($1, $2, $3)");
        let statement = statement.bind(id.as_str()).bind(email.to_owned()).bind(now.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// From now on only login, password and code open the desk to them; `false` when it was so.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn forbid_identity(&mut self, id: &StaffId) -> Result<bool, Error> {
        let statement = query("DELETE FROM staff_identity WHERE staff_id = $1");
        Ok(self.execute(statement.bind(id.as_str())).await? > 0)
    }

    /// Whom the provider `issuer` knows as `subject`. Whoever has never signed in there is found by an address that the
    /// provider has verified, once: from then on they are that subject.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_staff_by_identity(
        &mut self,
        issuer: &str,
        subject: &str,
        verified_email: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Staff>, Error> {
        // PostgreSQL takes no NUL in a text; nobody is called so.
        if [issuer, subject, verified_email.unwrap_or_default()].iter().any(|text| text.contains('\0')) {
            return Ok(None);
        }
        if let Some(staff) = self.find_linked(issuer, subject).await? {
            return Ok(Some(staff));
        }
        let Some(email) = verified_email else { return Ok(None) };
        let link = query(
            "UPDATE staff_identity SET issuer = $1, subject = $2, linked_at = $4 WHERE email = $3 AND subject IS NULL",
        );
        let link = link.bind(issuer.to_owned()).bind(subject.to_owned()).bind(email.to_owned());
        if self.execute(link.bind(now.as_ms())).await? == 0 {
            return Ok(None);
        }
        self.find_linked(issuer, subject).await
    }

    async fn find_linked(&mut self, issuer: &str, subject: &str) -> Result<Option<Staff>, Error> {
        let statement = query("SELECT staff_id FROM staff_identity WHERE issuer = $1 AND subject = $2");
        let row = self.fetch_optional(statement.bind(issuer.to_owned()).bind(subject.to_owned())).await?;
        let Some(row) = row else { return Ok(None) };
        let id: StaffId = crate::row::Found::new(&row, "staff_identity", "staff_id").parsed("staff_id")?;
        self.find_staff(&id).await
    }
}
