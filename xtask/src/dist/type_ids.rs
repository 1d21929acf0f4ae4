//! Gives each type that the app tells at run time a small number instead of its hash.
//!
//! A `TypeId` is a hash of 16 bytes, which nothing compresses. The app holds a thousand, each once in its data and once
//! more where a value is asked whether it is of that type. All that is ever done with one is to compare it with another.
//! So the types of an app are numbered, alike in all its parts: the low half becomes the number, the high half zero.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use wasm_encoder::{Encode, Instruction};
use wasmparser::{
    BinaryReaderError, DataKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

use super::extension;
use crate::failure::Failure;

const N_BYTES_OF_A_HALF: usize = 8;

/// Numbers the types in every wasm directly inside `folder`: the parts of one app. To be called before `wasm-opt`, which
/// takes away the names by which the functions that answer with a type are known.
///
/// # Errors
/// When a file cannot be read or written, and when the app does more with a type than to compare it.
pub fn number_types(folder: &Path) -> Result<(), Failure> {
    let files = parts_of(folder)?;
    let parts =
        files.iter().map(|file| fs::read(file).map_err(Failure::at(file))).collect::<Result<Vec<_>, _>>()?;
    for (file, part) in files.iter().zip(numbered(parts)?) {
        fs::write(file, part).map_err(Failure::at(file))?;
    }
    Ok(())
}

/// The first part first: Trunk gave it a hash.
fn parts_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::at(folder))? {
        let file = entry.map_err(Failure::at(folder))?.path();
        if extension(&file) == "wasm" {
            files.push(file);
        }
    }
    let is_later = |file: &Path| file.file_name().is_none_or(|name| !name.to_string_lossy().contains('-'));
    files.sort_by_key(|file| (is_later(file), file.clone()));
    Ok(files)
}

/// The parts of one app, each as long as before, with numbers for hashes.
fn numbered(mut parts: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, Failure> {
    let read = parts
        .iter()
        .map(|wasm| Part::read(wasm))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Failure::new(format!("A wasm file of the app cannot be read: {error}.")))?;
    let types = Types::of(&read);
    let changes = read.iter().map(|part| part.changes(&types)).collect::<Result<Vec<_>, _>>()?;
    for (wasm, changes) in parts.iter_mut().zip(changes) {
        for (place, bytes) in changes {
            wasm[place].copy_from_slice(&bytes);
        }
    }
    Ok(parts)
}

/// Bytes of a file, and what shall stand there instead.
type Change = (Range<usize>, Vec<u8>);

/// What a part says of types.
struct Part<'a> {
    /// Where a segment lies in the memory that all parts share, where it stands in the file, what it holds.
    data: Vec<(usize, usize, &'a [u8])>,
    answers: Vec<Answer>,
    constants: Vec<Constant>,
}

/// A function that answers with a type: it loads the halves of the hash, which stand one behind the other in the data.
struct Answer {
    address: usize,
    /// Where the instructions stand that load the low and the high half.
    loads: [Range<usize>; 2],
}

/// An `i64.const`.
struct Constant {
    value: u64,
    /// Where it stands.
    place: Range<usize>,
    is_compared: bool,
}

impl<'a> Part<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let (mut data, mut bodies, mut answering, mut n_imported) =
            (Vec::new(), Vec::new(), HashSet::new(), 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        n_imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::DataSection(section) => {
                    for segment in section {
                        let segment = segment?;
                        if let DataKind::Active { offset_expr, .. } = segment.kind
                            && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
                        {
                            let start = in_file(segment.range.end) - segment.data.len();
                            data.push((in_file(u64::from(value.cast_unsigned())), start, segment.data));
                        }
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        for names in names {
                            if let Name::Function(names) = names? {
                                for named in names {
                                    let named = named?;
                                    if answers_with_a_type(named.name) {
                                        answering.insert(named.index);
                                    }
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        let (mut answers, mut constants) = (Vec::new(), Vec::new());
        for (index, body) in (n_imported..).zip(&bodies) {
            if answering.contains(&index) {
                answers.extend(answer(body)?);
            }
            constants.extend(read_constants(body)?);
        }
        Ok(Self { data, answers, constants })
    }

    /// The hash at `address`, low half and high half, when it stands in this part.
    fn hash_at(&self, address: usize) -> Option<(u64, u64)> {
        let half = |address: usize| {
            self.data.iter().find_map(|(start, _, bytes)| {
                let bytes = bytes.get(address.checked_sub(*start)?..)?.first_chunk()?;
                Some(u64::from_le_bytes(*bytes))
            })
        };
        Some((half(address)?, half(address + N_BYTES_OF_A_HALF)?))
    }

    fn changes(&self, types: &Types) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        for answer in &self.answers {
            if let Some(number) = types.by_address.get(&answer.address) {
                for (place, half) in answer.loads.iter().zip([*number, 0]) {
                    changes.push((place.clone(), i64_const(half, place.len())));
                }
            }
        }
        for constant in &self.constants {
            let half = types.by_low.get(&constant.value).copied();
            if let Some(half) = half.or_else(|| types.highs.contains(&constant.value).then_some(0)) {
                if !constant.is_compared {
                    return Err(Failure::new(
                        "The app does more with a type than to compare it: a number cannot stand for it.",
                    ));
                }
                changes.push((constant.place.clone(), i64_const(half, constant.place.len())));
            }
        }
        for (start, in_file, bytes) in &self.data {
            for (address, number) in &types.by_address {
                let Some(offset) = address.checked_sub(*start) else { continue };
                if offset + 2 * N_BYTES_OF_A_HALF <= bytes.len() {
                    let place = in_file + offset..in_file + offset + 2 * N_BYTES_OF_A_HALF;
                    changes.push((place, i128::from(*number).to_le_bytes().to_vec()));
                }
            }
        }
        Ok(changes)
    }
}

/// The types that a function of some part answers with.
struct Types {
    /// By where the hash lies in memory: the number.
    by_address: BTreeMap<usize, i64>,
    /// By the low half of the hash: the number.
    by_low: HashMap<u64, i64>,
    highs: HashSet<u64>,
}

impl Types {
    fn of(parts: &[Part<'_>]) -> Self {
        let mut types = Self { by_address: BTreeMap::new(), by_low: HashMap::new(), highs: HashSet::new() };
        for answer in parts.iter().flat_map(|part| &part.answers) {
            if let Some((low, high)) = parts.iter().find_map(|part| part.hash_at(answer.address)) {
                let next = i64::try_from(types.by_low.len() + 1).expect("BUG: so many types");
                let number = *types.by_low.entry(low).or_insert(next);
                types.by_address.insert(answer.address, number);
                types.highs.insert(high);
            }
        }
        types
    }
}

/// `<T as Any>::type_id`, as wasm-bindgen writes it and as the linker does.
fn answers_with_a_type(name: &str) -> bool {
    name.ends_with("::any::Any>::type_id") && name.contains(" as core")
        || (name.starts_with("_R") && name.contains("3Any7type_id"))
}

/// What `type_id` compiles to; `None` for anything else, whose type keeps its hash.
fn answer(body: &FunctionBody<'_>) -> Result<Option<Answer>, BinaryReaderError> {
    let instructions = body
        .get_operators_reader()?
        .into_iter_with_offsets()
        .map(|read| read.map(|(operator, offset)| (operator, in_file(offset))))
        .collect::<Result<Vec<_>, _>>()?;
    let [
        (Operator::LocalGet { local_index: 0 }, _),
        (Operator::I32Const { value: high_base }, high_start),
        (Operator::I64Load { memarg: high }, _),
        (Operator::I64Store { memarg: high_store }, high_end),
        (Operator::LocalGet { local_index: 0 }, _),
        (Operator::I32Const { value: low_base }, low_start),
        (Operator::I64Load { memarg: low }, _),
        (Operator::I64Store { memarg: low_store }, low_end),
        (Operator::End, _),
    ] = instructions[..]
    else {
        return Ok(None);
    };
    let address = |base: i32, offset: u64| in_file(u64::from(base.cast_unsigned()) + offset);
    let (high, low) = (address(high_base, high.offset), address(low_base, low.offset));
    let is_answer = high == low + N_BYTES_OF_A_HALF && (low_store.offset, high_store.offset) == (0, 8);
    Ok(is_answer.then_some(Answer { address: low, loads: [low_start..low_end, high_start..high_end] }))
}

fn read_constants(body: &FunctionBody<'_>) -> Result<Vec<Constant>, BinaryReaderError> {
    let (mut constants, mut last): (Vec<Constant>, _) = (Vec::new(), None);
    for read in body.get_operators_reader()?.into_iter_with_offsets() {
        let (operator, offset) = read?;
        if let Some((value, start)) = last.take() {
            let is_compared = matches!(operator, Operator::I64Xor | Operator::I64Eq | Operator::I64Ne);
            constants.push(Constant { value, place: start..in_file(offset), is_compared });
        }
        if let Operator::I64Const { value } = operator {
            last = Some((value.cast_unsigned(), in_file(offset)));
        }
    }
    Ok(constants)
}

/// An `i64.const` that takes as much room as what stood there; `wasm-opt` takes out what only fills it.
fn i64_const(value: i64, n_bytes: usize) -> Vec<u8> {
    const NOP: u8 = 0x01;
    let mut bytes = Vec::new();
    Instruction::I64Const(value).encode(&mut bytes);
    assert!(bytes.len() <= n_bytes, "BUG: a hash takes more room than a number");
    bytes.resize(n_bytes, NOP);
    bytes
}

/// An app is never longer than an address.
fn in_file(position: u64) -> usize {
    usize::try_from(position).expect("BUG: a file in memory")
}

#[cfg(test)]
mod tests;
