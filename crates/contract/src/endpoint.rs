//! What an operation is, who may call it and what it does: the rows of the authorisation matrix.

/// HTTP method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an operation (`x-roles`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Anyone, without a session.
    Public,
    /// A person of the programme, on a phone or a kiosk.
    Person,
    /// A caseworker.
    Referent,
    Coordinator,
}

impl Role {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Person => "person",
            Self::Referent => "referent",
            Self::Coordinator => "coordinator",
        }
    }
}

/// Whether an operation changes something (`x-effect`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    Read,
    Write,
}

impl Effect {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// Words for whoever reads the documentation. The browser does not download them.
#[cfg(feature = "openapi")]
pub type Summary = &'static str;
#[cfg(not(feature = "openapi"))]
pub type Summary = ();

/// One operation of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint {
    /// `operationId`: verb and noun, in camel case.
    pub operation_id: &'static str,
    pub method: Method,
    /// With `{name}` for each parameter, as OpenAPI and axum 0.8 write it.
    pub path: &'static str,
    /// One sentence for the documentation, made by [`Endpoint::docs`].
    pub summary: Summary,
    pub roles: &'static [Role],
    pub effect: Effect,
    /// What names the person that the object belongs to (`x-owner`): "session" for the caller, "none", or the path
    /// parameter whose object has an owner.
    pub owner: &'static str,
    /// Whether the caller must say which version it changes (`If-Match`).
    pub needs_if_match: bool,
}

impl Endpoint {
    /// The sentence of an operation for the documentation.
    #[cfg(feature = "openapi")]
    pub const fn docs(summary: &'static str) -> Summary {
        summary
    }

    #[cfg(not(feature = "openapi"))]
    pub const fn docs(_: &'static str) -> Summary {}

    /// The path with its parameters filled in, in order. Values must be URL-safe; ids and step keys are.
    pub fn path_with(&self, values: &[&str]) -> String {
        let mut path = String::with_capacity(self.path.len() + 16);
        let mut values = values.iter();
        for part in self.path.split('/').skip(1) {
            path.push('/');
            path.push_str(if part.starts_with('{') { values.next().copied().unwrap_or(part) } else { part });
        }
        path
    }
}
